using System.Net;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>One viewer of a run.</summary>
internal sealed record ViewerOptions
{
    /// <summary>In the run: by it the wire knows whose packets are whose.</summary>
    public required int Number { get; init; }

    /// <summary>The audience and a number: <c>home.17</c>.</summary>
    public required string Id { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>The link it lives behind, as it is called for it alone.</summary>
    public required string Link { get; init; }

    public required IPAddress Address { get; init; }

    /// <summary>Where the server takes connections.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>All that is chance follows from it: two viewers of one seed that meet the same do the same, whenever they come.</summary>
    public required ulong Seed { get; init; }

    public required Instant RunStart { get; init; }

    /// <summary>What one value of a series is of.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether series are kept: a report shows those of a few.</summary>
    public bool KeepsSeries { get; init; } = true;

    /// <summary>Where pictures wait for their time; null: where a player's do. For tests that plant a player which never drops
    /// any.</summary>
    public Func<Viewers.IPictureLine>? Pictures { get; init; }
}
