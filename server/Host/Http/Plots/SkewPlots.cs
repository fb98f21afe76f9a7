using Streaming.Server.Host.Channels;

namespace Streaming.Server.Host.Http.Plots;

/// <summary>Pictures of how far out of step the receivers of a channel are.</summary>
internal static class SkewPlots
{
    /// <summary>What is aimed at, on one network: lip-sync between two screens side by side.</summary>
    private const double Aim = 10;

    /// <summary>Receivers one by one, over the last minutes.</summary>
    /// <param name="traces">At least one that has said something.</param>
    public static Plot Receivers(IReadOnlyList<SkewTrace> traces) => Of(
        "How much later than all are told each receiver presents, second by second; below zero: earlier.",
        [.. traces.SelectMany((trace, number) => Curves(trace.Milliseconds, number, trace.Session))]);

    /// <summary>Of all receivers at each moment; of one there is nothing to be spread.</summary>
    public static Plot Quantiles(IReadOnlyList<float> median, IReadOnlyList<float> p95, IReadOnlyList<float> p99) => Of(
        "The same of all receivers: what half, 95 % and 99 % of them do not exceed.",
        [.. Curves(median, 0, "median"), .. Curves(p95, 1, "95 %"), .. Curves(p99, 6, "99 %")]);

    private static Plot Of(string caption, IReadOnlyList<PlotCurve> curves)
    {
        double furthest = curves.SelectMany(curve => curve.Points).Select(point => Math.Abs(point.Y)).DefaultIfEmpty(0).Max();
        return new(
            caption,
            Axis.Before("time before now", TimeSpan.FromSeconds(SkewHistory.Samples)),
            Axis.Around("skew in ms", Math.Max(Aim, furthest)),
            curves);
    }

    /// <summary>A line for each time in which something was said; only the first is named.</summary>
    private static IEnumerable<PlotCurve> Curves(IReadOnlyList<float> samples, int colour, string legend)
    {
        List<PlotPoint> points = [];
        for (int i = 0; i <= samples.Count; i++)
        {
            if (i < samples.Count && !float.IsNaN(samples[i]))
            {
                points.Add(new(i - samples.Count + 1, samples[i]));
                continue;
            }

            if (points.Count == 0)
                continue;
            yield return new(CurveShape.Line, colour, points, legend);
            (points, legend) = ([], "");
        }
    }
}
