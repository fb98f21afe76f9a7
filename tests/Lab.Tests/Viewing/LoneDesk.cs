using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>Grants whatever there is room for on one link of one session.</summary>
internal sealed class LoneDesk : IContractDesk
{
    /// <summary>Null: everything fits.</summary>
    public BitRate? Capacity { get; set; }

    public TimeSpan Lease => TimeSpan.MaxValue;

    public ReservationAnswer Reserve(ReservationWish wish, Instant now) => Ask(wish, now);

    public ReservationAnswer Ask(ReservationWish wish, Instant now)
    {
        OperatingPoint? point = wish.Points.FirstOrDefault(one => Capacity is not { } most || one.Traffic.Rate <= most);
        return point is null
            ? new ReservationAnswer.Refused("attic", "The link is full.", $"{wish.Points[0].Traffic.Rate}", $"{Capacity}", null, null)
            : new ReservationAnswer.Granted(point, wish.Promise(point, point.Traffic.Rate, null));
    }

    public bool Refresh(SessionId session, Instant now) => true;

    public void Release(SessionId session, Instant now)
    {
    }
}
