using Streaming.Lab.Records;
using Streaming.Server.Host.Contracts;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>One session, played alone: everything that it does to the rest of a run, in tenths of a second and packet by packet.</summary>
/// <remarks>By the times of a run that began less than half a second before it came.</remarks>
internal sealed record Course
{
    /// <summary>What it is looked at by.</summary>
    public static readonly TimeSpan Bin = TimeSpan.FromMilliseconds(100);

    /// <summary>Why it does not stand for all of its key; null: it does.</summary>
    public string? Trouble { get; init; }

    public required Layout Layout { get; init; }

    /// <summary>Whether it was sent to at the end of each bin, and had been admitted.</summary>
    public required IReadOnlyList<(bool IsPlaying, bool IsAdmitted)> Bins { get; init; }

    /// <summary>By the numbers of links of its layout, bin by bin.</summary>
    public required IReadOnlyList<LinkSums> Links { get; init; }

    /// <summary>By the names of shared links.</summary>
    public required IReadOnlyList<(string Link, SlotLoads Loads)> Slots { get; init; }

    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>What it held, from when on; null: nothing.</summary>
    public required IReadOnlyList<(TimeSpan At, Standing? Standing)> Holdings { get; init; }

    /// <summary>By the moment they were taken at.</summary>
    public required IReadOnlyDictionary<TimeSpan, Snapshot> Snapshots { get; init; }
}
