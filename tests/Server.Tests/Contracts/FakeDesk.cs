using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Contracts;

/// <summary>One link and nothing else: grants the first point for which it has room, and forgets what is not refreshed.</summary>
internal sealed class FakeDesk : IContractDesk
{
    private readonly Dictionary<SessionId, (BitRate Rate, Instant Until)> _held = [];

    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    public BitRate Capacity { get; set; } = BitRate.Mbps(1_000);

    /// <summary>Where a refusal has one to offer itself.</summary>
    public TimeSpan? Later { get; set; }

    /// <summary>The last that was to be reserved.</summary>
    public ReservationWish? LastWish { get; private set; }

    public int Reserved { get; private set; }

    public int Count => _held.Count;

    public BitRate Total => _held.Values.Aggregate(BitRate.Zero, (sum, one) => sum + one.Rate);

    public BitRate? RateOf(SessionId session) => _held.TryGetValue(session, out (BitRate Rate, Instant) held) ? held.Rate : null;

    /// <summary>As time does.</summary>
    public void Forget(SessionId session) => _held.Remove(session);

    public ReservationAnswer Reserve(ReservationWish wish, Instant now)
    {
        LastWish = wish;
        ReservationAnswer answer = Ask(wish, now);
        if (answer is ReservationAnswer.Granted granted)
        {
            Reserved++;
            _held[wish.Session] = (granted.Contract.Reserved, now + Lease);
        }

        return answer;
    }

    public ReservationAnswer Ask(ReservationWish wish, Instant now)
    {
        foreach (SessionId gone in _held.Where(one => one.Value.Until < now).Select(one => one.Key).ToArray())
            _held.Remove(gone);
        BitRate free = Capacity - (Total - (RateOf(wish.Session) ?? BitRate.Zero));
        OperatingPoint? point = wish.Points.FirstOrDefault(one => one.Traffic.Rate <= free);
        return point is null
            ? new ReservationAnswer.Refused(
                "uplink", "the uplink is full", RateText.Format(wish.Points[0].Traffic.Rate), RateText.Format(free), null, Later)
            : new ReservationAnswer.Granted(point, wish.Promise(point, point.Traffic.Rate, null));
    }

    public bool Refresh(SessionId session, Instant now)
    {
        if (!_held.TryGetValue(session, out (BitRate Rate, Instant Until) held) || held.Until < now)
            return false;
        _held[session] = held with { Until = now + Lease };
        return true;
    }

    public void Release(SessionId session, Instant now) => _held.Remove(session);
}
