using Streaming.Lab.Records;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary>Plots of a run, and of its links.</summary>
internal static class RunPlots
{
    /// <summary>As many as a picture of this width can show.</summary>
    private const int Points = 600;

    private const int Low = 190;

    /// <summary>Beyond these a picture is all marks.</summary>
    private const int MostMarks = 40;

    public static Plot? Viewers(RunRecord run)
    {
        if (run.Playing.Count == 0)
            return null;
        IEnumerable<PlotCurve> curves =
        [
            .. Of(run.Playing).Steps(CurveShape.Area, 0, "sent to", Fold.Most, Points),
            .. Of(run.Admitted).Steps(CurveShape.Steps, 2, "admitted so far", Fold.Most, Points),
            .. run.Refused.All(count => count == 0) ? [] : Of(run.Refused).Steps(CurveShape.Steps, 1, "refused so far", Fold.Most, Points),
        ];
        double most = run.Playing.Concat(run.Admitted).Concat(run.Refused).Max();
        return new("Viewers: how many are sent to, and how many were admitted and refused until then.", Time(run),
            Axis.Linear("viewers", most, value => Say.Count((long)value)), [.. curves]) { Height = 240, Marks = Marks(run, null) };

        Course Of(IReadOnlyList<int> counts) => Course.Of(counts.Select(count => (long)count), run.StepS);
    }

    /// <param name="link">With at least one step.</param>
    public static Plot Load(RunRecord run, LinkRecord link)
    {
        (Course used, Course offered, Course reserved) = (Of(link.Used), Of(link.Offered), Of(link.Reserved));
        Course? capacity = link.Capacity is { Count: > 0 } rates ? Of(rates) : null;
        double most = Math.Max(Math.Max(used.Most, offered.Most), reserved.Most);

        // A link of which little is used would be a line at the bottom; its rate is told in words then.
        bool isShown = capacity is not null && capacity.Values.Min() <= 5 * most;
        IEnumerable<PlotCurve> curves =
        [
            .. used.Steps(CurveShape.Area, 0, "used", Fold.Mean, Points),
            .. offered.Steps(CurveShape.Steps, 1, "offered", Fold.Mean, Points),
            .. reserved.Steps(CurveShape.Steps, 2, "promised by the server", Fold.Most, Points),
            .. isShown ? capacity!.Steps(CurveShape.Steps, 6, "carries", Fold.Least, Points) : [],
        ];
        string carries = isShown || capacity is null ? "" : $" It carries {Say.Rate(capacity.Values.Min())}, far above this picture.";
        string many = link.Count == 1 ? "" : $" All {Say.Count(link.Count)} of them together.";
        most = isShown ? Math.Max(most, Math.Min(capacity!.Most, 5 * most)) : most;
        return new($"{link.Name}: what was to pass it, what did, and what was promised of it.{carries}{many}", Time(run),
            Axis.Linear("rate", most, Axis.Rate), [.. curves]) { Height = 240, Marks = Marks(run, link.Name) };

        Course Of(IReadOnlyList<long> values) => Course.Of(values, run.StepS);
    }

    /// <summary>Null: nothing ever waited.</summary>
    public static Plot? Queue(RunRecord run, LinkRecord link)
    {
        Course waits = new(link.QueueMs, run.StepS);
        if (waits.Most <= 0)
            return null;
        IEnumerable<PlotCurve> curves = waits.Steps(CurveShape.Area, 4, "longest wait", Fold.Most, Points);
        return new($"{link.Name}: the longest wait in its queue, step by step.", Time(run),
            Axis.Linear("ms", waits.Most, value => $"{value:0.###}"), [.. curves]) { Height = Low };
    }

    /// <summary>Of what it carries on average; 0 where it carries anything.</summary>
    public static double Utilisation(LinkRecord link) =>
        link is { Capacity: { Count: > 0 } capacity, Used.Count: > 0 } && capacity.Max() > 0 ? link.Used.Average() / capacity.Average() : 0;

    public static Axis Time(RunRecord run, int ticks = 10) => Axis.Time("time", TimeSpan.FromSeconds(run.DurationS), ticks);

    /// <summary>What happened to everybody, or to one link.</summary>
    /// <param name="link">Null: any.</param>
    public static IReadOnlyList<PlotPoint> Marks(RunRecord run, string? link) =>
    [
        .. run.Events
            .Where(one => one.Kind is "serverKilled" or "serverStarted" or "clockStep"
                || (one.Kind is "linkChanged" or "linkTold" && (link is null || one.Link == link)))
            .Take(MostMarks)
            .Select(one => new PlotPoint(one.AtS, 0, $"{Say.At(one.AtS)}: {one.Text}")),
    ];
}
