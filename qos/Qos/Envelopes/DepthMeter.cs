namespace Streaming.Qos.Envelopes;

/// <summary>Measures the smallest bucket that packets pass at one rate, as they go by: one point of their <see cref="TrafficEnvelope"/>
/// without keeping the trace.</summary>
public struct DepthMeter(BitRate rate)
{
    // In bits times ticks per second, so that nothing rounds.
    private const long Scale = 8 * TimeSpan.TicksPerSecond;

    private readonly long _rate = rate.BitsPerSecond;
    private Int128 _level;
    private Int128 _deepest;
    private long _last;

    /// <summary>Rounded up to a whole byte.</summary>
    public readonly ByteCount Depth => new((long)((_deepest + Scale - 1) / Scale));

    /// <param name="ticks">In units of 100 ns, never earlier than the last time.</param>
    /// <param name="bytes">What leaves then.</param>
    public void Add(long ticks, ByteCount bytes)
    {
        _level = Int128.Max(0, _level - ((Int128)(ticks - _last) * _rate)) + ((Int128)bytes.Bytes * Scale);
        _last = ticks;
        _deepest = Int128.Max(_deepest, _level);
    }
}
