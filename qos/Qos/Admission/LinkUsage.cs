namespace Streaming.Qos.Admission;

/// <summary>What of a link is promised to whom, at one instant.</summary>
public sealed record LinkUsage
{
    public required Link Link { get; init; }

    /// <summary>Promised to guaranteed flows.</summary>
    public required BitRate Guaranteed { get; init; }

    /// <summary>Promised to flows of controlled load.</summary>
    public required BitRate ControlledLoad { get; init; }

    /// <summary>Kept for bookings in force, as far as their sessions do not use it.</summary>
    public required BitRate Booked { get; init; }

    /// <summary>The bursts of all flows that were promised something.</summary>
    public required ByteCount Depth { get; init; }

    public required int GuaranteedFlows { get; init; }

    public required int ControlledLoadFlows { get; init; }

    public required int BestEffortFlows { get; init; }

    /// <summary>As measured and handed in; null where nobody did.</summary>
    public BitRate? Used { get; init; }

    public BitRate Reserved => Guaranteed + ControlledLoad + Booked;

    public BitRate Free => Reserved < Link.ReservableRate ? Link.ReservableRate - Reserved : BitRate.Zero;

    /// <summary>How much more is promised than the link may promise now; zero unless it shrank.</summary>
    public BitRate Overbooked => Reserved > Link.ReservableRate ? Reserved - Link.ReservableRate : BitRate.Zero;

    /// <summary>How much larger the bursts are than the buffer; zero unless it shrank.</summary>
    public ByteCount OverbookedDepth => Depth > Link.Buffer ? Depth - Link.Buffer : ByteCount.Zero;
}
