using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http.Plots;

/// <summary>Pictures of what tracks ask of a network.</summary>
internal static class TrafficPlots
{
    /// <summary>How many curves of an envelope are drawn: a line a little finer than the eye.</summary>
    private const int PointsOfCurve = 200;

    /// <summary>σ(ρ) of several tracks, and what is left of it where they are sent by a plan.</summary>
    /// <param name="tracks">At least one, with their names.</param>
    public static Plot Envelopes(IReadOnlyList<(string Name, TrackTraffic Traffic)> tracks)
    {
        bool isPlanned = tracks.Any(track => track.Traffic.Plans.Count > 0);
        List<PlotCurve> curves = [];
        foreach ((string name, TrackTraffic traffic) in tracks)
        {
            int colour = curves.Count(curve => curve.Shape == CurveShape.Line);
            curves.Add(new(CurveShape.Line, colour, Envelope(traffic), $"{name}: mean {Figures.Rate(traffic.Envelope[0].Rate)}"));
            if (traffic.Plans.Count > 0)
                curves.Add(new(CurveShape.Dots, colour, [.. traffic.Plans.OrderBy(plan => plan.Rate).Select(plan => Dot(name, plan))]));
        }

        PlotPoint[] points = [.. curves.SelectMany(curve => curve.Points)];
        return new(
            "How deep a token bucket must be at each rate so that no packet waits (σ over ρ), from the mean rate to the peak; both scales "
                + "are logarithmic." + (isPlanned ? " Dots: the same when the receiver holds 1, 2, 5 and 10 s, from right to left." : ""),
            Axis.Logarithmic("rate ρ of the bucket", points.Min(point => point.X), points.Max(point => point.X), Axis.Rate),
            Axis.Logarithmic("depth σ of the bucket", points.Min(point => point.Y), points.Max(point => point.Y), Axis.Bytes),
            curves);
    }

    /// <summary>The track's own rate over the film's time, and that of each of its plans.</summary>
    /// <param name="rates">With plans.</param>
    public static Plot Rates(TrackRates rates, TimeSpan length)
    {
        List<PlotCurve> curves = [new(CurveShape.Area, 0, Steps(rates.Own, length), "its own rate")];
        for (int i = 0; i < rates.Planned.Count; i++)
        {
            SendingPlan plan = rates.Traffic.Plans[i];
            curves.Add(new(CurveShape.Steps, i, Steps(rates.Planned[i], length), Describe(plan)));
        }

        return new(
            $"The rate over time, by itself and by the plan for each buffer: means of {Span(length / rates.Own.Count)}.",
            Axis.Time("time since the start", length),
            Axis.Linear("rate", curves.Max(curve => curve.Points.Max(point => point.Y)), Axis.Rate),
            curves);
    }

    /// <summary>A plan in a line.</summary>
    private static string Describe(SendingPlan plan) =>
        $"{Figures.Seconds(plan.Buffer)} ahead: {Figures.Rate(plan.Rate)}, bucket {plan.Depth}, receiver holds {plan.Memory}";

    private static PlotPoint Dot(string name, SendingPlan plan) =>
        new(Math.Max(1, plan.Rate.BitsPerSecond), Math.Max(1, plan.Depth.Bytes), $"{name}, {Describe(plan)}");

    /// <summary>Between two corners the curve is straight, but not on a logarithmic scale: it is drawn by points that lie close.</summary>
    private static PlotPoint[] Envelope(TrackTraffic traffic)
    {
        double least = Math.Max(1, traffic.Envelope[0].Rate.BitsPerSecond);
        double most = Math.Max(least, traffic.PeakRate.BitsPerSecond);
        return
        [
            .. Enumerable.Range(0, PointsOfCurve + 1).Select(i =>
            {
                BitRate rate = new((long)Math.Ceiling(least * Math.Pow(most / least, i / (double)PointsOfCurve)));
                return new PlotPoint(rate.BitsPerSecond, Math.Max(1, traffic.Depth(rate).Bytes));
            }),
        ];
    }

    private static PlotPoint[] Steps(IReadOnlyList<BitRate> rates, TimeSpan length)
    {
        double seconds = length.TotalSeconds / rates.Count;
        IEnumerable<PlotPoint> points = rates.Select((rate, part) => new PlotPoint(part * seconds, rate.BitsPerSecond));
        return [.. points, new(length.TotalSeconds, rates[^1].BitsPerSecond)];
    }

    private static string Span(TimeSpan time) => time.TotalSeconds >= 1 ? Figures.Seconds(time) : $"{time.TotalMilliseconds:0} ms";
}
