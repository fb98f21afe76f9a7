using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>A flow with a lease.</summary>
internal sealed class Standing
{
    public required FlowDemand Demand { get; set; }

    /// <summary>When the lease ends unless it is refreshed.</summary>
    public Instant Deadline { get; set; }

    /// <summary>Until when the calendar counts it: as long as it said, and never less than its lease.</summary>
    public Instant Until { get; set; }

    /// <summary>Given back or expired.</summary>
    public bool IsOver { get; set; }

    /// <summary>What it draws from.</summary>
    public Held? Booking { get; set; }
}
