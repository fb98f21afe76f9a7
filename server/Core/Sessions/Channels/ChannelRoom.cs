using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions.Channels;

/// <summary>Asks for room for what a session receives of a channel: groups, whose links all of their receivers share, and streams that come
/// to it alone.</summary>
internal sealed class ChannelRoom(IChannelDesk receivers, IContractDesk viewers, ServerSessionOptions options)
{
    /// <summary>How long what is reserved for it alone outlives its last sign of life.</summary>
    public TimeSpan Lease => viewers.Lease < options.Timeout ? viewers.Lease : options.Timeout;

    /// <summary>Reserves what a session needs to receive one more stream.</summary>
    /// <param name="streams">What it will have then, that one among them.</param>
    /// <param name="asked">What its client can take.</param>
    /// <returns>Null: done. Else nothing has changed.</returns>
    public Deal? Take(
        ChannelSession session, IReadOnlyList<ChannelStream> streams, ChannelStream added, FlowSpec asked, Instant now)
    {
        ReservationAnswer.Refused? refused = Limit(session, added, asked) is { } limit ? limit
            : added.IsMulticast ? receivers.Join(WishFor(session, added.Lane, added.IsParity), now)
            : Reserve(session, streams, asked, now);
        return refused is null ? null : new Deal(asked, [], refused, LowerThat(session, added, Fits));

        bool Fits(Lane lane) => added.IsMulticast
            ? receivers.Ask(WishFor(session, lane, isParity: false), now) is null
            : viewers.Ask(new(session.Id, ClientOf(session), [PointOf(session, lane)], asked, 0, null), now) is ReservationAnswer.Granted;
    }

    /// <summary>Gives back what a session does not receive any more.</summary>
    /// <param name="gone">What it had.</param>
    public void Give(ChannelSession session, IReadOnlyList<ChannelStream> gone, Instant now)
    {
        foreach (ChannelStream stream in gone.Where(stream => stream.IsMulticast))
            receivers.Leave(session.Id, stream.GroupOf(session.Channel), now);
        if (gone.All(stream => stream.IsMulticast))
            return;
        if (session.Streams.All(stream => stream.IsMulticast))
            viewers.Release(session.Id, now);
        else
            Reserve(session, session.Streams, session.Agreement.Asked, now);
    }

    public void GiveAll(SessionId session, Instant now)
    {
        receivers.Release(session, now);
        viewers.Release(session, now);
    }

    /// <summary>What comes to it alone is still reserved, or is again.</summary>
    /// <returns>Null: it is.</returns>
    public Deal? Reaffirm(ChannelSession session, Instant now)
    {
        bool isHeld = session.Streams.All(stream => stream.IsMulticast) || viewers.Refresh(session.Id, now);
        FlowSpec asked = session.Agreement.Asked;
        return isHeld || Reserve(session, session.Streams, asked, now) is not { } refused ? null : new Deal(asked, [], refused);
    }

    /// <summary>How fast a session may be sent what lanes that it begins to receive have sent before; null where none of them can be sent
    /// it.</summary>
    public BurstTerms? Burst(ChannelSession session, IEnumerable<ChannelStream> begun, Instant now)
    {
        TrafficSpec[] lanes = [.. begun.Where(stream => stream.Membership?.Own is not null).Select(stream => stream.Lane.Traffic)];
        return lanes.Length == 0
            ? null
            : receivers.Lend(session.Id, ClientOf(session), lanes.Aggregate((one, other) => one + other), now);
    }

    private static IPAddress ClientOf(ChannelSession session) => ConnectionFacts.Unmapped(session.Client.Address);

    private static ChannelSettings SettingsOf(ChannelSession session) => session.Sender.Lineup.Settings;

    private static LaneWish WishFor(ChannelSession session, Lane lane, bool isParity) => new(
        session.Id,
        ClientOf(session),
        new(session.Channel, lane.Number, isParity),
        LaneTerms.Of(session.Sender.Lineup, lane, isParity));

    private static OperatingPoint PointOf(ChannelSession session, Lane lane) => new(
        0, ChannelSession.NameOf(lane), [new(lane.Number, lane.Number, StreamMode.Whole)], lane.Traffic, TimeSpan.Zero);

    /// <summary>What its client says it can take is not exceeded by the stream.</summary>
    private static ReservationAnswer.Refused? Limit(ChannelSession session, ChannelStream added, FlowSpec asked)
    {
        OperatingPoint alone = PointOf(session, added.Lane) with { Traffic = ChannelSession.TrafficOf(added) };
        return ClientLimits.Allow(alone, asked) ? null : ClientLimits.Refuse([alone], asked);
    }

    private ReservationAnswer.Refused? Reserve(
        ChannelSession session, IEnumerable<ChannelStream> streams, FlowSpec asked, Instant now)
    {
        OperatingPoint? point = ChannelSession.PointOf(streams);
        Invariant.That(point is not null, "what is reserved for one client alone is sent to it alone");
        ReservationWish wish = new(session.Id, ClientOf(session), [point], asked, session.Agreement.NextGeneration, null);
        ReservationAnswer answer = viewers.Reserve(wish, now);
        if (answer is ReservationAnswer.Granted granted)
            session.Agree(granted, asked, now);
        return answer as ReservationAnswer.Refused;
    }

    /// <summary>The best lane of the same kind below the one that is refused, and that there is room for.</summary>
    private ContractText? LowerThat(ChannelSession session, ChannelStream refused, Func<Lane, bool> fits)
    {
        Lane? lower = refused.IsParity ? null : session.Sender.Lineup.Lanes
            .Where(lane => lane.Kind == refused.Lane.Kind && lane.Traffic.Rate < refused.Lane.Traffic.Rate)
            .OrderByDescending(lane => lane.Traffic.Rate).FirstOrDefault(fits);
        if (lower is null)
            return null;
        ChannelSettings settings = SettingsOf(session);
        Contract contract = new()
        {
            Generation = 0,
            Class = settings.Service,
            Traffic = lower.Traffic,
            Reserved = settings.Service == ServiceClass.BestEffort ? BitRate.Zero : lower.Traffic.Rate,
            Buffer = TimeSpan.Zero,
            Priority = settings.Priority,
        };
        return new(contract, ChannelSession.NameOf(lower), Lease);
    }
}
