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
        string what = $"{Verdict.Name(Term)} {Measured} instead of {Promised} by {Verdict.Name(By)}";
        return Until is { } until
            ? string.Create(CultureInfo.InvariantCulture, $"contract kept again: {what} for {(until - Since).TotalSeconds:0.#} s")
            : $"contract violated: {what}";
    }
}
