using Streaming.Lab.Records;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary>Small plots of one session.</summary>
internal static class SessionPlots
{
    private const int Points = 240, MostMarks = 40;

    /// <param name="session">With a series.</param>
    public static IEnumerable<Plot> Of(RunRecord run, SessionRecord session)
    {
        SessionSeries series = session.Series!;
        Axis time = RunPlots.Time(run, ticks: 6);
        PlotPoint[] marks =
        [
            .. session.Contracts.Skip(1).Select(one => new PlotPoint(one.FromS, 0, $"{Say.At(one.FromS)}: {one.Rendition}, {one.Reason}")),
            .. session.StallTimes.Select(one => new PlotPoint(one.AtS, 0, $"{Say.At(one.AtS)}: stalled for {Say.Ms(one.LastsMs)}")),
        ];
        marks = [.. marks.OrderBy(mark => mark.X).Take(MostMarks)];
        Course received = Course.Of(series.Received, run.StepS, series.FirstStep);
        Course contract = Course.Of(series.Contract, run.StepS, series.FirstStep);
        (Course loss, Course missing) = (Of(series.LossPercent), Of(series.MissingPercent));
        (Course buffer, Course delay, Course skew) = (Of(series.BufferMs), Of(series.DelayMs), Of(series.SkewMs));

        yield return Small("Contract, and what came.", Axis.Linear("rate", Math.Max(received.Most, contract.Most), Axis.Rate),
        [
            .. received.Steps(CurveShape.Area, 0, "came", Fold.Mean, Points),
            .. contract.Steps(CurveShape.Steps, 2, "contract", Fold.Mean, Points),
        ]);
        yield return Small("Loss before and after repair.", Axis.Linear("%", Math.Max(loss.Most, missing.Most), Plain),
        [
            .. loss.Steps(CurveShape.Area, 0, "lost", Fold.Most, Points),
            .. missing.Steps(CurveShape.Steps, 6, "missing", Fold.Most, Points),
        ]);
        yield return Small("What was held, of all streams the least.", Axis.Linear("ms", buffer.Most, Plain),
            [.. buffer.Line(2, "buffer", Fold.Least, Points)]);
        yield return Small("Delay on the way: 99 in 100 packets were faster.", Axis.Linear("ms", delay.Most, Plain),
            [.. delay.Line(0, "delay, 99 %", Fold.Most, Points, hasGaps: true)]);
        yield return Small("Sound against picture; above zero: early.", Axis.Around("ms", Math.Max(10, skew.Farthest)),
            [.. skew.Line(3, "skew", Fold.Farthest, Points)]);

        Course Of(IReadOnlyList<double> values) => new(values, run.StepS, series.FirstStep);

        Plot Small(string caption, Axis up, IReadOnlyList<PlotCurve> curves) =>
            new(caption, time, up, curves) { Width = 480, Height = 200, Marks = marks };
    }

    private static string Plain(double value) => value >= 1_000 ? Say.Count((long)value) : $"{value:0.###}";
}
