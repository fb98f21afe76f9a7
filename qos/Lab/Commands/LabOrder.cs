namespace Streaming.Lab.Commands;

/// <summary>How scenarios are to be played, where that is not as they say themselves.</summary>
internal sealed record LabOrder
{
    /// <summary>Of the first repetition; null: the scenario's.</summary>
    public ulong? Seed { get; init; }

    public int? Repetitions { get; init; }

    /// <summary>Only so much of each run; null: all.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>How many runs may go on at once.</summary>
    public int Threads { get; init; } = 1;
}
