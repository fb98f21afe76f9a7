namespace Streaming.Qos.Monitoring;

/// <summary>How one term was kept.</summary>
/// <param name="Promised">The bound; null where it was not promised, and so is only measured.</param>
/// <param name="Worst">The worst met within a violation, or the worst at all where there was none; null where nothing was measured.</param>
/// <param name="Standing">The violation that stands now; null where there is none.</param>
/// <param name="Violations">How often it was not kept.</param>
/// <param name="First">Since when it was first not kept.</param>
/// <param name="ByParty">For how long altogether it was not kept, by whom: indexed by <see cref="Party"/>.</param>
public sealed record TermVerdict(
    Term Term, Measure? Promised, Measure? Worst, Violation? Standing, int Violations, Instant? First, IReadOnlyList<TimeSpan> ByParty)
{
    /// <summary>What the client wished is no breach.</summary>
    public bool IsKept => Broken == TimeSpan.Zero && Standing is null or { By: Party.Client };

    /// <summary>For how long it was not kept, by anybody but the client itself.</summary>
    public TimeSpan Broken => ByParty[(int)Party.Server] + ByParty[(int)Party.Network] + ByParty[(int)Party.Receiver];
}
