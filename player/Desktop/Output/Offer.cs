namespace Streaming.Player.Desktop.Output;

/// <summary>What a server offers, as JSON has it.</summary>
internal sealed record Offer(string Url, string? Server, string Title, double? DurationSeconds, IReadOnlyList<OfferedStream> Streams);
