using Streaming.Lab.Records;

namespace Streaming.Lab.Viewers;

/// <summary>When the picture stood because nothing was there.</summary>
internal sealed class StallLog(Instant runStart)
{
    /// <summary>One every few seconds for an hour; of more, the number and the length in all are known.</summary>
    private const int Most = 1_000;

    private readonly List<StallRecord> _stalls = [];
    private Instant? _since;
    private TimeSpan _stalled;

    public int Count { get; private set; }

    public bool IsStanding => _since is not null;

    public IReadOnlyList<StallRecord> All => _stalls;

    /// <summary>How long it has stood in all.</summary>
    public TimeSpan LengthAt(Instant now) => _stalled + (now - (_since ?? now));

    /// <returns>Whether that is news: it stands from now on.</returns>
    public bool Tell(bool stands, Instant now)
    {
        if (stands == IsStanding)
            return false;
        if (stands)
        {
            _since = now;
            Count++;
            return true;
        }

        TimeSpan lasted = now - _since!.Value;
        _stalled += lasted;
        if (_stalls.Count < Most)
            _stalls.Add(new(Seconds.Since(runStart, _since.Value), Seconds.Milli(lasted)));
        _since = null;
        return false;
    }
}
