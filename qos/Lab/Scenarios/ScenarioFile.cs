using Streaming.Lab.Expectations;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios;

/// <summary>A scenario that was read and found good: every variant of it can be run.</summary>
internal sealed record ScenarioFile
{
    /// <summary>The file's name without folder and ending.</summary>
    public required string Name { get; init; }

    /// <summary>Whole.</summary>
    public required string Path { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Of the first repetition; each further one has the next.</summary>
    public ulong Seed { get; init; } = 1;

    public int Repetitions { get; init; } = 1;

    /// <summary>Whether it is soon over, and run by every test.</summary>
    public bool IsShort { get; init; }

    /// <summary>In the order of the file; one without a name where there are none.</summary>
    public required IReadOnlyList<ScenarioVariant> Variants { get; init; }

    /// <summary>What was read, for sweeps.</summary>
    public required DocumentNode.Mapping Document { get; init; }

    public IReadOnlyList<Expectation> Expectations { get; init; } = [];
}
