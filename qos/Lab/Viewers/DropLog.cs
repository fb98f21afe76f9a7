using Streaming.Lab.Records;

namespace Streaming.Lab.Viewers;

/// <summary>What the network did not bring, second by second, link by link, cause by cause.</summary>
internal sealed class DropLog(Instant runStart)
{
    /// <summary>Seconds with losses on three links for an hour: 10 800 lines of 40 bytes. What comes later is counted in the last line of
    /// its link and cause.</summary>
    private const int Most = 10_800;

    private readonly List<DropRecord> _drops = [];

    public IReadOnlyList<DropRecord> All => _drops;

    public void Add(string link, string cause, Instant now)
    {
        int second = (int)((now - runStart).Ticks / TimeSpan.TicksPerSecond);
        bool isFull = _drops.Count >= Most;
        for (int i = _drops.Count - 1; i >= 0 && (isFull || _drops[i].SecondS == second); i--)
        {
            if (_drops[i].Link != link || _drops[i].Cause != cause)
                continue;
            _drops[i] = _drops[i] with { Packets = _drops[i].Packets + 1 };
            return;
        }

        if (!isFull)
            _drops.Add(new(second, link, cause, 1));
    }
}
