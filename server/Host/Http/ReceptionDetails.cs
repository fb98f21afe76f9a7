using Streaming.Qos.Monitoring;
using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Host.Http;

/// <summary>What a receiver said of one stream and of the time since its report before; what it does not tell is left out.</summary>
/// <param name="SecondsAgo">When the report came.</param>
/// <param name="Track">The track that was set up.</param>
/// <param name="LongestRun">Packets lost in a row, at least.</param>
/// <param name="Discarded">Came, but too late or too early to be of use.</param>
/// <param name="OwnJitterSeconds">What of the jitter is due to packets that were sent ahead of their time, at most.</param>
internal sealed record ReceptionDetails(
    double SecondsAgo,
    int Track,
    double IntervalSeconds,
    long Expected,
    long Lost,
    int? LongestRun,
    long? Discarded,
    double? JitterSeconds,
    double OwnJitterSeconds,
    double? RoundTripSeconds)
{
    public static ReceptionDetails Of(ReceptionEntry entry, Instant now)
    {
        ReceptionFigures figures = entry.Figures;
        return new(
            Math.Round((now - entry.At).TotalSeconds, 1),
            entry.Track,
            Math.Round(figures.Interval.TotalSeconds, 3),
            figures.Expected,
            figures.Lost,
            figures.LossRun,
            figures.Discarded,
            figures.Jitter?.TotalSeconds,
            figures.OwnJitter.TotalSeconds,
            figures.RoundTrip?.TotalSeconds);
    }
}
