namespace Streaming.Qos.Envelopes;

/// <summary>When packets want to leave and how large they are, in the order of time.</summary>
/// <remarks>Packets of one instant are kept as one: a bucket that holds them all holds each of them.</remarks>
public sealed class PacketTrace
{
    private readonly List<long> _times = [];
    private readonly List<long> _before = [0];

    /// <summary>How many different instants there are.</summary>
    public int Count => _times.Count;

    public ByteCount Total => new(_before[^1]);

    /// <param name="ticks">In units of 100 ns, never earlier than the last time.</param>
    /// <param name="bytes">Of one packet, or of several that leave together; nothing is no packet.</param>
    public void Add(long ticks, ByteCount bytes)
    {
        Invariant.That(_times.Count == 0 || ticks >= _times[^1]);
        Invariant.That(bytes >= ByteCount.Zero);
        if (bytes == ByteCount.Zero)
            return;
        long total = checked(_before[^1] + bytes.Bytes);
        if (_times.Count > 0 && _times[^1] == ticks)
        {
            _before[^1] = total;
            return;
        }

        _times.Add(ticks);
        _before.Add(total);
    }

    /// <summary>The instant of burst <paramref name="at"/>, in units of 100 ns.</summary>
    internal long Ticks(int at) => _times[at];

    /// <summary>The bytes of all bursts before <paramref name="at"/>; of all, for <see cref="Count"/>.</summary>
    internal long BytesBefore(int at) => _before[at];
}
