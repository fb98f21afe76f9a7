namespace Streaming.Lab.Scenarios;

/// <summary>How a viewer's clock runs.</summary>
public sealed record ClockTerms
{
    /// <summary>How much faster than the world's, in millionths.</summary>
    public int SkewPpm { get; init; }

    /// <summary>How much faster its sound device takes samples than that clock says, in millionths.</summary>
    public int DevicePpm { get; init; }
}
