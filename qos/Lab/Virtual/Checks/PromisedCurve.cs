using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>Whether what leaves stays below b + r·t in every interval, to the bit. Reckoned here anew, so that a mistake of the product's
/// own bucket is not made twice.</summary>
/// <remarks>
/// Two levels are kept, in bits times ticks. One begins full whenever the terms change: it answers for every interval within which they
/// stand. The other goes on, as deep as the deepest bucket there was, and answers for intervals with a change in them. Of a peak there is
/// one of each as well.
/// </remarks>
internal sealed class PromisedCurve(TrafficSpec traffic, Instant now)
{
    private Level _mean = new(traffic.Rate, traffic.Depth);
    private Level _peak = new(traffic.Peak, traffic.MaxPacket);
    private Instant _at = now;

    public TrafficSpec Traffic { get; private set; } = traffic;

    /// <summary>Other terms hold from now on.</summary>
    public void Change(TrafficSpec changed, Instant now)
    {
        Pass(now);
        _mean.Change(changed.Rate, changed.Depth);
        _peak.Change(changed.Peak, changed.MaxPacket);
        Traffic = changed;
    }

    /// <summary>A datagram leaves.</summary>
    /// <param name="isReport">Of those, one that is larger than the largest packet of the terms may leave, and is owed.</param>
    /// <returns>By how much it is too much; zero where it is not.</returns>
    public ByteCount Sent(ByteCount size, bool isReport, Instant now)
    {
        Pass(now);
        ByteCount counted = size < Traffic.MinUnit ? Traffic.MinUnit : size;
        long owed = isReport ? Math.Max(0, size.Bytes - Traffic.MaxPacket.Bytes) : 0;
        long excess = _mean.Take(counted.Bytes, owed);
        return new(Traffic.HasPeak ? Math.Max(excess, _peak.Take(counted.Bytes, owed)) : excess);
    }

    private void Pass(Instant now)
    {
        long ticks = Math.Max(0, (now - _at).Ticks);
        _at = Instant.Max(_at, now);
        _mean.Pass(ticks);
        if (Traffic.HasPeak)
            _peak.Pass(ticks);
    }

    private struct Level(BitRate rate, ByteCount depth)
    {
        private const long Byte = 8 * TimeSpan.TicksPerSecond;

        private long _rate = rate.BitsPerSecond;
        private long _depth = depth.Bytes * Byte;
        private long _level = depth.Bytes * Byte;
        private long _deepest = depth.Bytes * Byte;
        private long _whole = depth.Bytes * Byte;

        public void Pass(long ticks)
        {
            _level = Filled(_level, _depth, ticks);
            _whole = Filled(_whole, _deepest, ticks);
        }

        public void Change(BitRate rate, ByteCount depth)
        {
            _rate = rate.BitsPerSecond;
            _depth = _level = depth.Bytes * Byte;
            long more = Math.Max(0, _depth - _deepest);
            _deepest += more;
            _whole += more;
        }

        /// <returns>The bytes that were not there, rounded up.</returns>
        public long Take(long bytes, long owed)
        {
            _level -= bytes * Byte;
            _whole -= bytes * Byte;
            long missing = Math.Max(0, Math.Max(-_level, -_whole) - (owed * Byte));
            return (missing + Byte - 1) / Byte;
        }

        /// <summary>A bucket that would be full long before is full: the product would not fit into 64 bits.</summary>
        private readonly long Filled(long level, long depth, long ticks) =>
            _rate > 0 && ticks > (depth - level) / _rate ? depth : level + (_rate * ticks);
    }
}
