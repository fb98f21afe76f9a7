using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>Grants whatever is wanted most: a server that knows of no link and no limit has no reason to refuse.</summary>
public sealed class OpenDesk : IContractDesk
{
    /// <summary>Nothing runs out here.</summary>
    public TimeSpan Lease => TimeSpan.MaxValue;

    public ReservationAnswer Reserve(ReservationWish wish, Instant now) => Ask(wish, now);

    public ReservationAnswer Ask(ReservationWish wish, Instant now)
    {
        OperatingPoint point = wish.Points[0];
        return new ReservationAnswer.Granted(point, wish.Promise(point, point.Traffic.Rate, null));
    }

    public bool Refresh(SessionId session, Instant now) => true;

    public void Release(SessionId session, Instant now)
    {
    }
}
