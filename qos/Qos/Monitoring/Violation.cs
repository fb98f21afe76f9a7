using System.Globalization;

namespace Streaming.Qos.Monitoring;

/// <summary>A term is not kept, or is kept again.</summary>
/// <param name="Promised">The bound.</param>
/// <param name="Measured">The worst met: up to when it was found out, or altogether where it has ended.</param>
/// <param name="Since">When it began, which is before it was certain.</param>
/// <param name="Until">When it ended; null: it stands.</param>
public sealed record Violation(Term Term, Party By, Measure Promised, Measure Measured, Instant Since, Instant? Until)
{
    public override string ToString()
    {
        string length = Until is { } until
            ? string.Create(CultureInfo.InvariantCulture, $" for {(until - Since).TotalSeconds:0.#} s, kept again")
            : "";
        return $"{Term} {Measured} instead of {Promised} by {By}{length}";
    }
}
