using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Policing;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>The way out of one session: everything of it that leaves, media and reports, passes here, one after the other.</summary>
/// <remarks>
/// Two guards. The gate counts packets by the millisecond, for the sake of switches and small buffers. The shaper counts bytes by the
/// contract: what it does not allow does not leave, and whatever stands behind it waits too, so that the streams stay together.
/// </remarks>
internal sealed class Outlet(Instant created)
{
    /// <summary>Ten seconds; control keeps what it needs for longer.</summary>
    private const int Windows = 100;

    /// <summary>Of a packet, all of them: those of IPv6, UDP, RTP and a payload format.</summary>
    private const int MostHeaders = 80;

    /// <summary>What waits for a packet of another stream is not late yet.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMilliseconds(1);

    private DscpMap _marking = DscpMap.BestEffort;
    private DepartureGate _gate;
    private Shaper _shaper;
    private TrainLimit _kept = TrainLimit.Kept;
    private TrainLimit _limit = TrainLimit.Kept;

    /// <summary>What is sent, by windows of 100 ms. Written by whoever sends.</summary>
    public SendMeter Meter { get; } = new(created, LateAfter, Windows);

    /// <summary>What the shaper keeps to; null: there is no contract, and nothing is shaped.</summary>
    public TrafficSpec? Traffic { get; private set; }

    /// <summary>What is set aside of it for packets sent again; null: none are.</summary>
    public TrafficSpec? Resend { get; set; }

    /// <summary>How reports are marked.</summary>
    public Dscp ControlMarking => _marking.Of(TrafficClass.Control);

    /// <summary>The trains that samples are planned in.</summary>
    public TrainLimit Planned { get; private set; } = TrainLimit.Planned;

    /// <summary>How long packets may wait for one another without being late.</summary>
    public TimeSpan Window => _limit.Window;

    /// <summary>How media are marked.</summary>
    public Dscp MarkingOf(TrackKind kind) => _marking.Of(kind switch
    {
        TrackKind.Audio => TrafficClass.Audio,
        TrackKind.Video => TrafficClass.Video,
        _ => TrafficClass.Text,
    });

    public void Mark(ServiceClass service) => _marking = DscpMap.For(service);

    /// <summary>Keeps to another specification from now on.</summary>
    public void Shape(TrafficSpec? traffic, Instant now)
    {
        if (traffic is not null && Traffic is not null)
            _shaper.Change(Guarded(traffic), now);
        else if (traffic is not null)
            _shaper = new(Guarded(traffic), now);
        Traffic = traffic;
        bool hasPeak = traffic is { HasPeak: true };
        Planned = hasPeak ? Singles(TrainLimit.Planned, traffic!) : TrainLimit.Planned;
        _kept = hasPeak ? Singles(TrainLimit.Kept, traffic!) : TrainLimit.Kept;
    }

    /// <summary>Lets through what the streams of the session need together.</summary>
    public void Cover(ReadOnlySpan<SendStream> streams)
    {
        PacketDemand demand = PacketDemand.None;
        foreach (SendStream stream in streams)
            demand += stream.Demand;
        _limit = _kept.Covering(demand);
    }

    /// <summary>The first instant, from <paramref name="from"/> on, at which so many packets may leave together, as far as the gate is
    /// concerned.</summary>
    public Instant EarliestFor(int packets, Instant from) => _gate.EarliestFor(packets, from, _limit);

    /// <summary>Whether the contract has room for a packet of RTP so large at all. Of a stream that is sent no more under it, it may
    /// have none.</summary>
    public bool Takes(int packet) => Traffic is null || DatagramSizes.Of(packet) <= Traffic.MaxPacket;

    /// <summary>When a packet of RTP or RTCP may leave, as far as the shaper is concerned.</summary>
    /// <remarks>A report larger than any packet of the contract (of a stream of subtitles, say) leaves when the bucket would let the
    /// largest through, and what it takes beyond that is owed.</remarks>
    public Instant ClearedAt(int packet, bool isReport, Instant now)
    {
        if (Traffic is null)
            return now;
        ByteCount size = DatagramSizes.Of(packet);
        if (size > Traffic.MaxPacket && !isReport)
            throw new InvalidOperationException($"a packet of {size} is larger than the {Traffic.MaxPacket} of its contract");
        return _shaper.EarliestFor(size > Traffic.MaxPacket ? Traffic.MaxPacket : size, now);
    }

    /// <summary>How long the contract takes to let a sample pass, of so many bytes in so many packets.</summary>
    public TimeSpan TimeFor(int bytes, int packets, Instant now) =>
        Traffic is null ? TimeSpan.Zero : _shaper.TimeFor(new(bytes + ((long)packets * MostHeaders)), now);

    /// <summary>How long until it lets as much pass at once as it ever does.</summary>
    public TimeSpan TimeToFill(Instant now) => Traffic is null ? TimeSpan.Zero : _shaper.TimeFor(Traffic.Depth, now);

    /// <summary>How many packets of <paramref name="wanted"/> may leave now, as far as the gate is concerned; at least one.</summary>
    public int Room(int wanted, Instant now) => Math.Min(wanted, Math.Max(1, _gate.Room(now, _limit)));

    /// <summary>A packet stands at the way out: true where it leaves now.</summary>
    /// <param name="wasHeld">It stood here before.</param>
    public bool TryPass(int packet, bool isReport, bool wasHeld, Instant now)
    {
        Tally what = new(1, DatagramSizes.Of(packet));
        if (!wasHeld)
            Meter.Offered(what, now);
        if (ClearedAt(packet, isReport, now) > now)
        {
            if (!wasHeld)
                Meter.Shaped(what, now);
            return false;
        }

        if (Traffic is not null)
            _shaper.Record(what.Bytes, now);
        _gate.Record(1, now, _limit);
        return true;
    }

    /// <summary>A peak allows one packet at a time, however short a train is: they leave one by one.</summary>
    private static TrainLimit Singles(TrainLimit trains, TrafficSpec traffic)
    {
        long apart = (long)((Int128)traffic.MaxPacket.Bytes * 8 * TimeSpan.TicksPerSecond / traffic.Peak.BitsPerSecond);
        return new(1, new(Math.Max(apart + 1, trains.Window.Ticks / trains.Packets)));
    }

    /// <summary>Where there is no peak, a train may leave in one piece.</summary>
    private static TrafficSpec Guarded(TrafficSpec traffic) =>
        traffic.HasPeak ? traffic : traffic with { MaxPacket = TrafficSpec.MostPacket };
}
