namespace Streaming.Qos.Booking;

/// <summary>Why a booking is over; the statusInfo of CAMARA QualityOnDemand, there in capitals.</summary>
public enum BookingEnd
{
    /// <summary>DURATION_EXPIRED.</summary>
    DurationExpired,

    /// <summary>NETWORK_TERMINATED: a more important one took its place, or what it needs is not there any more.</summary>
    NetworkTerminated,

    /// <summary>DELETE_REQUESTED.</summary>
    DeleteRequested,
}
