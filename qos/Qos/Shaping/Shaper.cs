using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Shaping;

/// <summary>Says when a packet may leave, so that in any interval t no more leaves than min(M + p·t, b + r·t). RFC 2215 §3.6.</summary>
/// <remarks>
/// Ask with <see cref="EarliestFor"/>, send, say so with <see cref="Record"/>: media, repairs and retransmissions alike. What left
/// before it might is not forgotten: it is owed, and the packets behind it wait. A value: one for each flow, kept where its owner is.
/// </remarks>
public struct Shaper(TrafficSpec traffic, Instant now)
{
    private TokenBucket _mean = new(traffic.Rate, traffic.Depth, now);
    private TokenBucket _peak = new(traffic.Peak, traffic.MaxPacket, now);

    public TrafficSpec Traffic { get; private set; } = traffic;

    /// <summary>The first instant, from <paramref name="now"/> on, at which the packet may leave; <see cref="Instant.Never"/> where it is
    /// larger than M.</summary>
    public readonly Instant EarliestFor(ByteCount packet, Instant now)
    {
        ByteCount counted = Counted(packet);
        TimeSpan mean = _mean.TimeUntil(counted, now), peak = _peak.TimeUntil(counted, now);
        long wait = Math.Max(mean.Ticks, peak.Ticks);
        return wait > Instant.Never.Ticks - Math.Max(0, now.Ticks) ? Instant.Never : new(now.Ticks + wait);
    }

    /// <summary>How long after <paramref name="now"/> so many bytes, in packets of any size, have been let through by the mean rate; also
    /// more than the bucket ever holds.</summary>
    public readonly TimeSpan TimeFor(ByteCount bytes, Instant now)
    {
        if (bytes <= Traffic.Depth)
            return _mean.TimeUntil(bytes, now);
        TimeSpan full = _mean.TimeUntil(Traffic.Depth, now);
        Int128 rest = (Int128)(bytes - Traffic.Depth).Bytes * 8 * TimeSpan.TicksPerSecond / Math.Max(1, Traffic.Rate.BitsPerSecond);
        return full + new TimeSpan((long)Int128.Min(rest, TimeSpan.TicksPerDay));
    }

    /// <summary>The packet left.</summary>
    public void Record(ByteCount packet, Instant now)
    {
        ByteCount counted = Counted(packet);
        _mean.Consume(counted, now);
        _peak.Consume(counted, now);
    }

    /// <summary>Another contract is in force, from this instant on.</summary>
    /// <remarks>In an interval with one change no more leaves than the larger b + r·t of both, nor than the larger M + p·t.</remarks>
    public void Change(TrafficSpec traffic, Instant now)
    {
        _mean.Change(traffic.Rate, traffic.Depth, now);
        _peak.Change(traffic.Peak, traffic.MaxPacket, now);
        Traffic = traffic;
    }

    private readonly ByteCount Counted(ByteCount packet) => packet < Traffic.MinUnit ? Traffic.MinUnit : packet;
}
