namespace Streaming.Lab.Records;

/// <summary>Everything that is known of one run. The same of a simulated and of a real one.</summary>
/// <remarks>Times are in seconds since its beginning, rounded to a microsecond; what is not known is null or empty.</remarks>
public sealed record RunRecord
{
    /// <summary>The variant of the scenario; empty where it has none.</summary>
    public required string Variant { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>On sockets, by the real clock.</summary>
    public bool IsReal { get; init; }

    public required double DurationS { get; init; }

    public required RunTotals Totals { get; init; }

    public IReadOnlyList<LinkRecord> Links { get; init; } = [];

    /// <summary>By arrival.</summary>
    public IReadOnlyList<SessionRecord> Sessions { get; init; } = [];

    /// <summary>All sessions of a kind together: what they are, unless it was read from somewhere.</summary>
    public IReadOnlyList<AudienceRecord> Audiences
    {
        get => field ?? AudienceRecord.All(Sessions);
        init;
    }

    /// <summary>By time.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];

    /// <summary>What must hold in every run, whatever the scenario.</summary>
    public IReadOnlyList<CheckRecord> Checks { get; init; } = [];

    /// <summary>From one value of <see cref="Playing"/> to the next, and of every other series of the run.</summary>
    public double StepS { get; init; } = 1;

    /// <summary>Sessions that were sent to, at the end of each step.</summary>
    public IReadOnlyList<int> Playing { get; init; } = [];

    /// <summary>How many had been admitted, and refused, by the end of each step.</summary>
    public IReadOnlyList<int> Admitted { get; init; } = [];

    public IReadOnlyList<int> Refused { get; init; } = [];
}
