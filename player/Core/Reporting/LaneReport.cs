using Streaming.Player.Sessions;

namespace Streaming.Player.Reporting;

/// <summary>A lane of a channel was joined, left or refused.</summary>
/// <param name="AtMs">Since the connection was made.</param>
/// <param name="Lane">Of a picture its rendition, of all else its kind and language.</param>
/// <param name="Fate"><c>joined</c>, <c>left</c> or <c>refused</c>.</param>
/// <param name="Why">Empty where it goes without saying.</param>
public sealed record LaneReport(double AtMs, string Lane, string Fate, string Why)
{
    internal static LaneReport Of(LaneEvent happened, Instant started) => new(
        Math.Round((happened.At - started).TotalMilliseconds, 3), happened.Lane, $"{happened.Fate}".ToLowerInvariant(), happened.Why);
}
