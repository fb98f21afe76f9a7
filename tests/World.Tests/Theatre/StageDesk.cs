using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.World.Tests.Theatre;

/// <summary>One link, of one session: grants the first point for which it has room.</summary>
/// <param name="capacity">Null: whatever is asked for fits.</param>
internal sealed class StageDesk(BitRate? capacity) : IContractDesk
{
    public TimeSpan Lease => TimeSpan.MaxValue;

    public ReservationAnswer Reserve(ReservationWish wish, Instant now) => Ask(wish, now);

    public ReservationAnswer Ask(ReservationWish wish, Instant now)
    {
        OperatingPoint? point = wish.Points.FirstOrDefault(one => capacity is not { } most || one.Traffic.Rate <= most);
        return point is null
            ? new ReservationAnswer.Refused("link", "The link is full.", $"{wish.Points[0].Traffic.Rate}", $"{capacity}", null, null)
            : new ReservationAnswer.Granted(point, wish.Promise(point, point.Traffic.Rate, null));
    }

    public bool Refresh(SessionId session, Instant now) => true;

    public void Release(SessionId session, Instant now)
    {
    }
}
