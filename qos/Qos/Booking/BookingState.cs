namespace Streaming.Qos.Booking;

/// <summary>How far a booking is; the qosStatus of CAMARA QualityOnDemand, there in capitals.</summary>
public enum BookingState
{
    /// <summary>Booked; its time has not come, or what it needs is not yet free.</summary>
    Requested,

    /// <summary>In force.</summary>
    Available,

    /// <summary>Over; why is said by its <see cref="BookingEnd"/>.</summary>
    Unavailable,
}
