namespace Streaming.Lab.Records;

/// <summary>What a report is made of, and what is read back from one.</summary>
public sealed record LabReport
{
    /// <summary>Of this form.</summary>
    public int Version { get; init; } = 1;

    public required string Scenario { get; init; }

    public string Description { get; init; } = "";

    public bool IsReal { get; init; }

    /// <summary>By variant, then by repetition.</summary>
    public required IReadOnlyList<RunRecord> Runs { get; init; }

    public required IReadOnlyList<ExpectationRecord> Expectations { get; init; }

    /// <summary>All expectations were met, and all checks.</summary>
    public bool IsOk => Expectations.All(one => one.IsMet) && Runs.All(run => run.Checks.All(check => check.IsOk));
}
