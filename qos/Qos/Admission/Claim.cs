namespace Streaming.Qos.Admission;

/// <summary>A standing flow, as somebody who may have to give way.</summary>
/// <param name="Priority">The smaller gives way first.</param>
/// <param name="Since">Among equals, the younger gives way first.</param>
/// <param name="Ladder">What it would take instead of what it has, the best first. What takes more of anything is passed over.</param>
public sealed record Claim(FlowId Flow, int Priority, Instant Since, IReadOnlyList<AdmissionRequest> Ladder)
{
    /// <summary>How many rungs of its ladder still give what it is there for. It goes below them only when all of its priority are at the
    /// last of theirs.</summary>
    public int Useful { get; init; } = Ladder.Count;
}
