using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios;

/// <summary>Viewers of one kind.</summary>
public sealed record Audience
{
    public required string Name { get; init; }

    public required int Count { get; init; }

    /// <summary>The link they live behind.</summary>
    public required string Behind { get; init; }

    public Arrivals Arrivals { get; init; } = new Arrivals.Fixed(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The title they watch; null: a channel.</summary>
    public string? Title { get; init; }

    public string? Channel { get; init; }

    /// <summary>What each asks of the network.</summary>
    public FlowSpec Wish { get; init; } = new() { Buffer = TimeSpan.FromSeconds(1) };

    /// <summary>How each has its streams protected; null: not at all.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    /// <summary>Behind the address of the title: <c>?interleave=yes</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>How long each stays, by what it was shown; null: to the end.</summary>
    public TimeSpan? Watches { get; init; }

    /// <summary>Whether that is the mean of lengths that are drawn (exponential) rather than the same for all.</summary>
    public bool WatchesAbout { get; init; }

    /// <summary>What each does, by rising time.</summary>
    public IReadOnlyList<ViewerStep> Steps { get; init; } = [];

    public ClockTerms Clock { get; init; } = new();

    /// <summary>Comes back, at the place it had got to, after the server was lost.</summary>
    public bool ComesBack { get; init; } = true;
}
