using Streaming.Player.Monitoring;
using Streaming.Player.Sessions;

namespace Streaming.Player.Reporting;

/// <summary>What a session hands over to be reported.</summary>
internal sealed record ReportInput(string Url)
{
    public required string? Server { get; init; }

    public required Presentation? Presentation { get; init; }

    public required PlayAnswer? Answer { get; init; }

    public required SessionOutcome? Outcome { get; init; }

    public required string? Fallback { get; init; }

    /// <summary>When the connection was made, and until when this speaks.</summary>
    public required Instant Started { get; init; }

    public required Instant At { get; init; }

    public required ReceptionMonitor Monitor { get; init; }

    public required IReadOnlyList<ActiveStream> Streams { get; init; }

    /// <summary>Null: it is a title.</summary>
    public required ChannelReport? Channel { get; init; }
}
