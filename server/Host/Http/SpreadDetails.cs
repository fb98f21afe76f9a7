using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Host.Http;

/// <summary>How a figure is spread over receivers: of each share of them, the value that they do not exceed.</summary>
/// <param name="Count">Receivers that report it.</param>
internal sealed record SpreadDetails(int Count, double Least, double Median, double P95, double P99, double Most)
{
    /// <summary>Null where nobody reports it.</summary>
    public static SpreadDetails? Milliseconds(Spread<TimeSpan> spread) => Of(spread, time => Math.Round(time.TotalMilliseconds, 3));

    /// <summary>Shares of one; null where nobody reports it.</summary>
    public static SpreadDetails? Shares(Spread<Ratio> spread) => Of(spread, share => share.Billionths / 1e9);

    private static SpreadDetails? Of<T>(Spread<T> spread, Func<T, double> figure) => spread.Count == 0 ? null : new(
        spread.Count, figure(spread.Least), figure(spread.Median), figure(spread.P95), figure(spread.P99), figure(spread.Most));
}
