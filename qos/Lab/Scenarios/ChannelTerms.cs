namespace Streaming.Lab.Scenarios;

/// <summary>A channel of the server's.</summary>
public sealed record ChannelTerms
{
    public required string Name { get; init; }

    /// <summary>What it plays, over and over; names of titles.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>How long after it was sent everything is presented; null: the server's own choice.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The parity of each lane; null: none.</summary>
    public ParityLayout? Parity { get; init; }
}
