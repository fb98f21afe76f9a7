using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary>A series of a run as a curve: no more points than can be told apart.</summary>
/// <param name="First">The step of the run that its first value is of.</param>
/// <param name="StepS">The length of a step.</param>
internal sealed record Course(IReadOnlyList<double> Values, double StepS, int First = 0)
{
    public static Course Of(IEnumerable<long> values, double stepS, int first = 0) =>
        new([.. values.Select(value => (double)value)], stepS, first);

    public double Most => Values.Count == 0 ? 0 : Values.Max();

    public double Farthest => Values.Count == 0 ? 0 : Values.Max(Math.Abs);

    /// <summary>Level over each step.</summary>
    public IEnumerable<PlotCurve> Steps(CurveShape shape, int colour, string legend, Fold fold, int most)
    {
        List<(double At, double Value)> parts = Fold(fold, most, out double last);
        if (parts.Count == 0)
            yield break;
        IEnumerable<PlotPoint> points = parts.Select(part => new PlotPoint(part.At, part.Value));
        yield return new(shape, colour, [.. points, new(last, parts[^1].Value)], legend);
    }

    /// <summary>From value to value, each at the end of its step; none where there is no value, that is, below zero.</summary>
    /// <param name="hasGaps">Whether what is below zero says that there is no value.</param>
    public IEnumerable<PlotCurve> Line(int colour, string legend, Fold fold, int most, bool hasGaps = false)
    {
        List<PlotPoint> points = [];
        foreach ((double at, double value) in Fold(fold, most, out double last))
        {
            if (hasGaps && value < 0)
            {
                if (points.Count > 0)
                    yield return new(CurveShape.Line, colour, points, legend);
                if (points.Count > 0)
                    legend = "";
                points = [];
                continue;
            }

            points.Add(new(Math.Min(last, at + StepS), value));
        }

        if (points.Count > 0)
            yield return new(CurveShape.Line, colour, points, legend);
    }

    private List<(double At, double Value)> Fold(Fold fold, int most, out double last)
    {
        int size = Math.Max(1, (Values.Count + most - 1) / most);
        last = (First + Values.Count) * StepS;
        return [.. Values.Chunk(size).Select((chunk, number) => ((First + (number * size)) * StepS, One(chunk, fold)))];
    }

    private static double One(double[] chunk, Fold fold) => fold switch
    {
        Reports.Fold.Mean => chunk.Sum() / chunk.Length,
        Reports.Fold.Most => chunk.Max(),
        Reports.Fold.Least => chunk.Min(),
        _ => chunk.MaxBy(Math.Abs),
    };
}
