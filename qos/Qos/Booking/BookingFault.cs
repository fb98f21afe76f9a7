namespace Streaming.Qos.Booking;

/// <summary>What can be wrong with a wish to book.</summary>
public enum BookingFault
{
    /// <summary>The id is taken.</summary>
    Duplicate,

    /// <summary>Not there, or over.</summary>
    Unknown,

    /// <summary>Zero or less, or more than the profile allows.</summary>
    Duration,

    /// <summary>Before now, or further ahead than is booked.</summary>
    Start,

    /// <summary>No route leads to the clients.</summary>
    Clients,

    /// <summary>The profile contradicts itself.</summary>
    Profile,

    /// <summary>As many bookings as are kept.</summary>
    TooMany,
}
