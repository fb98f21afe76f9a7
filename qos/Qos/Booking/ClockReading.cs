namespace Streaming.Qos.Booking;

/// <summary>Both clocks, read together: bookings are made by the time of day, leases run on the monotonic clock.</summary>
public readonly record struct ClockReading(Instant Now, DateTimeOffset Utc)
{
    /// <summary>When the monotonic clock will show what the time of day is then.</summary>
    public Instant At(DateTimeOffset utc) => Now + (utc - Utc);
}
