namespace Streaming.Player.Reporting;

/// <summary>How a receiver of a channel kept in step with all others. Names carry their units; null: it is not known.</summary>
public sealed record InStepReport
{
    /// <summary>How long after its own time of day a position is presented by everybody.</summary>
    public double? DelayMs { get; init; }

    /// <summary>How much later than everybody this receiver presented, negative where it was earlier, by its own clock: half of the time,
    /// and the distance that 99 in 100 looks did not exceed.</summary>
    public double? SkewMedianMs { get; init; }

    public double? SkewP99Ms { get; init; }

    /// <summary>From PLAY's answer until it was within 10 ms.</summary>
    public double? InStepAfterMs { get; init; }

    /// <summary>How far off its knowledge of the server's clock can be: half of the shortest way there and back.</summary>
    public double? ClockErrorMs { get; init; }

    /// <summary>How much faster than its own the server's clock runs.</summary>
    public int ClockDriftPpm { get; init; }

    /// <summary>Changes of lane that were made, tries of better ones, and how many of those failed.</summary>
    public int LaneChanges { get; init; }

    public int LaneTries { get; init; }

    public int LaneTriesFailed { get; init; }
}
