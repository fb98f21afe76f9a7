using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>What single members are sent of a channel: packets that they have lost, and the burst that they begin with.</summary>
/// <remarks>Each member has a bucket of its own, all of them one together, and everybody gets his turn. Only bursts that were granted by
/// themselves do not count for all.</remarks>
internal sealed class MemberRepair
{
    /// <summary>Packets in one go: what the lanes send waits behind them for 0.1 ms at most.</summary>
    private const int AtOnce = 64;

    /// <summary>What a receiver of a channel asks for in one report, at most: see <see cref="CompoundWriter.MostLost"/>.</summary>
    private const int MostEntries = CompoundWriter.MostLost;

    private readonly SendSession _sending;
    private readonly ChannelSettings _settings;
    private readonly ResendDesk _desk = new();
    private readonly TurnLine _shared;
    private readonly TurnLine _granted;

    public MemberRepair(SendSession sending, ChannelSettings settings, Instant now)
    {
        (_sending, _settings) = (sending, settings);
        _shared = new(OfAll(), now);
        _granted = new(total: null, now);
    }

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Members that are being sent what the group got before them.</summary>
    public int Bursts { get; private set; }

    /// <summary>The lanes send another title, perhaps at other rates.</summary>
    public void Follow(Instant now) => _shared.Follow(OfAll(), now);

    /// <summary>A member asks for packets of a lane.</summary>
    public void Ask(MemberLane lane, in GenericNack lost, Instant now)
    {
        if (lane.Log is not { } log)
            return;
        ResendFlow resends = FlowOf(lane.Member, now);
        int entries = 0;
        foreach (NackEntry entry in lost)
        {
            if (++entries > MostEntries)
            {
                log.Refuse(ResendRefusal.NoBudget, entry.Packets);
                continue;
            }

            foreach (SequenceNumber number in entry)
                Ask(lane, log, resends, number, now);
        }

        _shared.Enter(resends);
        Next = Instant.Min(Next, now);
    }

    /// <summary>A member is sent what the group got before it, of the lanes given; what it is still being sent of others goes on.</summary>
    public void Begin(ChannelMember member, List<BurstCursor> lanes, BurstTerms terms, CommonPresentation presentation, Instant now)
    {
        if (member.Burst is null)
        {
            member.Burst = new(RepairTraffic.Fitting(terms.Traffic), presentation, () => Stop(member), now);
            Bursts++;
            (terms.IsReserved ? _granted : _shared).Enter(member.Burst);
        }

        foreach (BurstCursor lane in lanes)
            member.Burst.Add(lane);
        Next = now;
    }

    /// <summary>A lane is left.</summary>
    public static void Forget(MemberLane lane)
    {
        if (lane.Log is { } log)
            lane.Member.Resends?.Forget(log);
        lane.Member.Burst?.Forget(lane);
    }

    /// <summary>Sends what may leave now, ahead of nobody: the lanes come first.</summary>
    public void Emit(Instant now, IPacketSink sink)
    {
        bool mayBeMore = true;
        for (int sent = 0; sent < AtOnce && mayBeMore; sent++)
            mayBeMore = _shared.TrySend(_desk, now, sink) | _granted.TrySend(_desk, now, sink);
        Next = Instant.Min(_shared.Next(now), _granted.Next(now));
    }

    private static void Ask(MemberLane lane, ResendLog log, ResendFlow resends, SequenceNumber number, Instant now)
    {
        ResendRefusal? refusal = log.Check(number, lane.Reception.RoundTrip, now, out long packet);
        if (refusal is null && lane.Member.Burst?.Covers(lane, packet) == true)
            refusal = ResendRefusal.TooOften;
        if (refusal is null && !resends.TryAdd(log, packet))
            refusal = ResendRefusal.NoBudget;
        if (refusal is ResendRefusal reason)
            log.Refuse(reason);
        else
            log.Wait(packet);
    }

    private void Stop(ChannelMember member)
    {
        Bursts--;
        member.Burst = null;
    }

    private TrafficSpec OfAll()
    {
        BitRate rate = BitRate.Zero;
        foreach (SendStream lane in _sending.Streams)
            rate += SenderReporter.RateOf(lane);
        return RepairTraffic.Of(rate, _settings.ResendInAll);
    }

    private ResendFlow FlowOf(ChannelMember member, Instant now)
    {
        BitRate rate = BitRate.Zero;
        foreach (MemberLane lane in member.LaneArray)
            rate += SenderReporter.RateOf(lane.Stream);
        ResendFlow resends = member.Resends ??= new(rate, _settings.ResendPerMember, now);
        resends.Follow(rate, now);
        return resends;
    }
}
