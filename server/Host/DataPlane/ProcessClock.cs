using System.Diagnostics;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The one clock of this process: every <see cref="Instant"/> that meets the data plane is read here.</summary>
public static class ProcessClock
{
    private static readonly long NanosecondsPerStopwatchTick = 1_000_000_000 / Stopwatch.Frequency;

    public static Instant Now => new(Stopwatch.GetTimestamp() * NanosecondsPerStopwatchTick / 100);

    /// <summary>The time of day, for sender reports.</summary>
    public static NtpTime NtpNow => NtpTime.FromUtc(DateTime.UtcNow);
}
