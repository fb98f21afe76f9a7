namespace Streaming.Player.Reporting;

/// <summary>
/// Everything a receiver knows at the end of a session. Names carry their units; null: it did not happen, or the server did not say.
/// </summary>
public sealed record ReceiverReport
{
    public required string Url { get; init; }

    /// <summary>What the server calls itself.</summary>
    public string? Server { get; init; }

    public string? Title { get; init; }

    /// <summary><c>multicast</c>, <c>udp</c> or <c>tcp</c>: what carried the media in the end.</summary>
    public required string Transport { get; init; }

    /// <summary>Why another way was given up for it.</summary>
    public string? Fallback { get; init; }

    /// <summary>How it ended: an end reason, or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    public string? Error { get; init; }

    /// <summary>When the connection was made, by this machine's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From the connection to the end of the session.</summary>
    public required double WallMs { get; init; }

    /// <summary>From sending PLAY to its answer.</summary>
    public double? PlayAnswerMs { get; init; }

    /// <summary>Where playing started and was to end, as the server answered.</summary>
    public double? RangeStartMs { get; init; }

    public double? RangeEndMs { get; init; }

    /// <summary>The largest difference between two streams' start of play by the server's own clock: lip-sync as sent.</summary>
    public double? MaxStartSkewMs { get; init; }

    /// <summary>What there was no room for, where the server refused and said so.</summary>
    public RefusalReport? Refusal { get; init; }

    /// <summary>Every contract that was in force, the oldest first.</summary>
    public IReadOnlyList<ContractReport> Contracts { get; init; } = [];

    /// <summary>Whether all of them were kept, as far as a receiver can see; null where there was none.</summary>
    public bool? ContractKept { get; init; }

    /// <summary>The largest difference of the network's delay between two sender reports of a stream; null before two came.</summary>
    public double? DelayVariationMs { get; init; }

    /// <summary>Null before the first window was over.</summary>
    public WindowsReport? Windows { get; init; }

    /// <summary>Datagrams this process had no room for.</summary>
    public long InboxDropped { get; init; }

    /// <summary>What there is to say of a channel beyond its streams; null: it was a title.</summary>
    public ChannelReport? Channel { get; init; }

    /// <summary>What became of it on the screen; null where nothing was shown.</summary>
    public PlayoutReport? Playout { get; init; }

    public required IReadOnlyList<StreamReport> Streams { get; init; }
}
