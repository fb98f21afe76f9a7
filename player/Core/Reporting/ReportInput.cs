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

    public required TimeSpan Wall { get; init; }

    public required IReadOnlyList<ActiveStream> Streams { get; init; }
}
