namespace Streaming.Qos.Monitoring;

/// <summary>How soon a term counts as violated, and how soon as kept again.</summary>
public sealed record MonitorOptions
{
    public static readonly MonitorOptions Default = new();

    /// <summary>What a packet may leave after its due time: ten times what 99 of 100 keep to on a machine with a thousand
    /// sessions.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Bad windows more than good ones before what the sender does counts as a violation: one stray packet does not.</summary>
    public int OnsetWindows { get; init; } = 3;

    /// <summary>Bad reports more than good ones before delay or jitter count as violated.</summary>
    public int OnsetReports { get; init; } = 2;

    /// <summary>Packets lost beyond what the bound allows before loss counts as violated.</summary>
    public int OnsetPackets { get; init; } = 2;

    /// <summary>How long the sender must be good without a break.</summary>
    public TimeSpan CalmWindows { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the receiver's reports must be good without a break: two reports at the default interval. RFC 3550 §6.2.</summary>
    public TimeSpan CalmReports { get; init; } = TimeSpan.FromSeconds(10);
}
