using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Contracts;

/// <summary>Brings what a viewer wants, what his client can take and what there is room for together.</summary>
/// <param name="maxRepair">See <see cref="Sessions.ServerSessionOptions.MaxRepair"/>.</param>
internal sealed class Negotiator(IContractDesk desk, Ratio maxRepair)
{
    /// <summary>Nobody sees or hears a smaller difference; from double speed down to that of the film it takes twenty questions.</summary>
    private const double SpeedStep = 0.05;

    /// <summary>Reserves the best there is room for, in place of what the session holds; a refusal changes nothing.</summary>
    public Deal Reserve(Bid bid, Instant now) => Put(bid, desk.Reserve, now);

    /// <summary>As <see cref="Reserve"/>; where there is no room at the speed asked for, at the greatest below it that there is room
    /// for.</summary>
    /// <param name="held">The speed that is reserved for already, and so is not worth granting; null: none is.</param>
    public Deal ReserveFastest(Bid bid, PlaySpeed? held, Instant now)
    {
        Deal asked = Reserve(bid, now), deal = asked;
        PlaySpeed least = held ?? PlaySpeed.Normal;
        while (!deal.IsGranted && bid.Speed > least)
        {
            bid = bid with { Speed = PlaySpeed.Max(PlaySpeed.Of(bid.Speed.Value - SpeedStep), least) };
            if (bid.Speed == held)
                break;
            deal = Reserve(bid, now);
        }

        return deal.IsGranted ? deal : asked;
    }

    /// <summary>As <see cref="Reserve"/>, without reserving.</summary>
    public Deal Ask(Bid bid, Instant now) => Put(bid, desk.Ask, now);

    /// <summary>Reserves for fewer streams than there were: no more than is held, what was sent first, if need be without the
    /// picture.</summary>
    public Deal Shrink(Bid bid, OperatingPoint held, Instant now)
    {
        SessionPoints ladder = SessionPoints.Of(bid.Offers(), bid.Asked, bid.Speed);
        IReadOnlyList<OperatingPoint> points = ladder.Points.Count > 0 ? ladder.Points : ladder.All;
        OperatingPoint[] smaller =
        [
            .. points.Where(point => point.Streams.All(held.Streams.Contains)),
            .. points.Where(point => point.Traffic.Rate <= held.Traffic.Rate),
            points[^1],
        ];
        return new(bid.Asked, points, desk.Reserve(Wish(bid, smaller), now)) { Speed = bid.Speed };
    }

    /// <summary>How long a reservation outlives the last sign of life: no longer than the session it is for.</summary>
    public TimeSpan LeaseWithin(TimeSpan session) => desk.Lease < session ? desk.Lease : session;

    /// <summary>The lease begins anew; false where there is none any more.</summary>
    public bool Refresh(Sessions.SessionId session, Instant now) => desk.Refresh(session, now);

    public void Release(Sessions.SessionId session, Instant now) => desk.Release(session, now);

    private static ReservationWish Wish(Bid bid, IReadOnlyList<OperatingPoint> points) =>
        new(bid.Session, bid.Client, points, bid.Asked, bid.Generation, bid.Ends);

    private Deal Put(Bid bid, Func<ReservationWish, Instant, ReservationAnswer> put, Instant now)
    {
        SessionPoints ladder = SessionPoints.Of(bid.Offers(), bid.Asked, bid.Speed);
        OperatingPoint[] serving = [.. ladder.Points.Where(point => ladder.Serves(point, bid.Wanted))];
        ReservationAnswer answer = RepairLimits.Refuse(bid, maxRepair) is { } excess ? excess
            : serving.Length > 0 ? put(Wish(bid, RepairLimits.Keep(serving, bid)), now)
            : ClientLimits.Refuse([.. ladder.All.Where(point => ladder.Serves(point, bid.Wanted))], bid.Asked);
        ContractText? alternative = answer is ReservationAnswer.Refused refused ? Alternative(bid, refused, now) : null;
        return new(bid.Asked, ladder.Points, answer, alternative) { Speed = bid.Speed };
    }

    /// <summary>The best that would be granted now to somebody who is content with less: any rendition, if need be no picture; then the
    /// same without a bound on the delay; then without repair.</summary>
    private ContractText? Alternative(Bid bid, ReservationAnswer.Refused refused, Instant now)
    {
        Bid wider = bid.WithoutPreference() with { Generation = 0 };
        if (refused.Alternative is { } point)
            return Text(Wish(wider, [point]).Promise(point, point.Traffic.Rate, null), point);
        Bid unbound = wider with { Asked = wider.Asked with { Class = ServiceClass.ControlledLoad } };
        Bid[] content = bid.Asked.Class == ServiceClass.Guaranteed ? [wider, unbound] : [wider];
        return content.Concat(content.Select(less => less.WithoutRepair())).Distinct()
            .Where(less => RepairLimits.Refuse(less, maxRepair) is null)
            .Select(less => AskFor(less, now))
            .FirstOrDefault(offer => offer is not null);
    }

    private ContractText? AskFor(Bid bid, Instant now)
    {
        IReadOnlyList<OperatingPoint> points = SessionPoints.Of(bid.Offers(), bid.Asked, bid.Speed).Points;
        return points.Count > 0 && desk.Ask(Wish(bid, points), now) is ReservationAnswer.Granted granted
            ? Text(granted.Contract, granted.Point)
            : null;
    }

    private static ContractText Text(Contract contract, OperatingPoint point) => new(contract, point.Name);
}
