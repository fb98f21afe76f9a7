using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Monitoring;

/// <summary>The token bucket of a contract, followed window by window: whether what was sent is what r·t + b lets through.</summary>
internal struct Conformance(TrafficSpec traffic)
{
    // In bit-ticks: r · 100 ms is whole, so nothing rounds.
    private readonly Int128 _depth = (Int128)traffic.Depth.Bytes * 8 * TimeSpan.TicksPerSecond;
    private readonly Int128 _refill = (Int128)traffic.Rate.BitsPerSecond * MonitoringWindow.Length.Ticks;
    private Int128 _level = (Int128)traffic.Depth.Bytes * 8 * TimeSpan.TicksPerSecond;

    /// <summary>What was sent within the next window beyond what the bucket held, rounded up. Each window is judged by itself: an excess
    /// is not owed.</summary>
    public ByteCount Excess(ByteCount sent)
    {
        // The bucket is full at most at the window's start, and gains what comes within it.
        _level += _refill - ((Int128)sent.Bytes * 8 * TimeSpan.TicksPerSecond);
        Int128 excess = _level < 0 ? -_level : 0;
        _level = _level < 0 ? 0 : _level > _depth ? _depth : _level;
        return new((long)((excess + (8 * TimeSpan.TicksPerSecond) - 1) / (8 * TimeSpan.TicksPerSecond)));
    }
}
