using Streaming.Lab.Records;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary>What happened in a run, by kind and time.</summary>
internal static class Timeline
{
    /// <summary>What lies closer than this share of a run together is one dot.</summary>
    private const int Places = 300;

    /// <summary>How many are named where a pointer rests on a dot.</summary>
    private const int MostNamed = 5;

    /// <summary>From the bottom to the top: what is done to viewers, what becomes of them, what befalls everybody.</summary>
    private static readonly (string Kind, string Word, int Colour)[] Kinds =
    [
        ("pause", "paused", 7), ("seek", "sought", 7), ("refused", "refused", 1), ("moved", "moved", 0), ("breaker", "breaker", 6),
        ("violated", "violated", 6), ("stalled", "stalled", 6), ("cameBack", "came back", 2), ("clockStep", "clock step", 3),
        ("linkTold", "link told", 5), ("linkChanged", "link changed", 4), ("serverStarted", "server up", 2),
        ("serverKilled", "server killed", 6),
    ];

    /// <summary>Of those that are only the usual course of things, nothing is told.</summary>
    public static bool IsTold(string kind) => Array.Exists(Kinds, one => one.Kind == kind);

    public static string Word(string kind) => Array.Find(Kinds, one => one.Kind == kind).Word ?? kind;

    /// <summary>Null: nothing happened.</summary>
    public static Plot? Plot(RunRecord run)
    {
        (string Kind, string Word, int Colour)[] kinds = [.. Kinds.Where(kind => run.Events.Any(one => one.Kind == kind.Kind))];
        if (kinds.Length == 0)
            return null;
        IEnumerable<PlotCurve> curves = kinds.Select((kind, row) =>
            new PlotCurve(CurveShape.Dots, kind.Colour, [.. Dots(run, [.. run.Events.Where(one => one.Kind == kind.Kind)], row + 1)]));
        return new("What happened, and when; rest the pointer on a dot to read what it was.", RunPlots.Time(run),
            Axis.Kinds("", [.. kinds.Select(kind => kind.Word)]), [.. curves]) { Height = 76 + (26 * kinds.Length) };
    }

    private static IEnumerable<PlotPoint> Dots(RunRecord run, IReadOnlyList<RunEvent> events, int row) =>
        from one in events
        group one by (int)(one.AtS * Places / run.DurationS) into near
        let told = string.Join("; ", near.Take(MostNamed).Select(one => $"{Say.At(one.AtS)} {Who(one)}{one.Text}"))
        let more = near.Count() > MostNamed ? $"; and {near.Count() - MostNamed} more" : ""
        select new PlotPoint(near.First().AtS, row, told + more);

    private static string Who(RunEvent one) => one.Session is { } session && !one.Text.StartsWith(session, StringComparison.Ordinal)
        ? $"{session}: "
        : "";
}
