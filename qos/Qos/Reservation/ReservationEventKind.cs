namespace Streaming.Qos.Reservation;

/// <summary>What happens to a reservation.</summary>
public enum ReservationEventKind
{
    /// <summary>A new flow was admitted.</summary>
    Granted,

    /// <summary>A standing flow holds something else now.</summary>
    Changed,

    /// <summary>Nobody refreshed it in time; it holds nothing any more.</summary>
    Expired,

    /// <summary>Its owner gave it back.</summary>
    Released,

    /// <summary>A booking begins: what was booked is kept free from now on.</summary>
    BookingBegan,

    /// <summary>A booking should begin, but what it needs is not free: somebody overran, or a link shrank. It is tried again whenever
    /// something is given back.</summary>
    BookingBlocked,

    /// <summary>The time of a booking is over. Flows that drew from it stand as others do.</summary>
    BookingEnded,
}
