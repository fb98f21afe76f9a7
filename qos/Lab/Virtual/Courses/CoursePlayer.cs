using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Contracts;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>Plays one session alone, and writes its course.</summary>
internal sealed class CoursePlayer : IDisposable
{
    private readonly Stage _stage;
    private readonly SlotLedger _ledger;
    private readonly IReadOnlySet<TimeSpan> _withSeries;
    private readonly List<(bool, bool)> _bins = [];
    private readonly List<(TimeSpan, Standing?)> _holdings = [];
    private readonly Dictionary<TimeSpan, Snapshot> _snapshots = [];
    private Standing? _held;

    /// <param name="withSeries">Of the moments it is looked at, those at which somebody's series are wanted.</param>
    private CoursePlayer(
        Situation situation, ulong seed, ICatalogue catalogue, CourseKey key, TimeSpan step, IReadOnlySet<TimeSpan> withSeries)
    {
        _withSeries = withSeries;
        CastMember alone = new(0, $"{key.Audience.Name}.1", key.Audience, key.Phase, 1, Cast.AddressOf(0), key.Seed);
        SlotLedger? ledger = null;
        Seams seams = new()
        {
            Wire = inner => ledger = new(inner, PathOf(new Layout(situation, [alone], Stage.Start, Course.Bin)), Stage.Start),
        };
        _stage = new(situation, seed, catalogue, [alone], Course.Bin, step, _ => withSeries.Count > 0, seams);
        _ledger = ledger!;
        _ledger.Answered = LookAtHoldings;
    }

    /// <param name="moments">At which it is to be looked at, since the beginning of the run.</param>
    public static Course Play(
        Situation situation,
        ulong seed,
        ICatalogue catalogue,
        CourseKey key,
        TimeSpan step,
        IReadOnlySet<TimeSpan> moments,
        IReadOnlySet<TimeSpan> withSeries)
    {
        using CoursePlayer player = new(situation, seed, catalogue, key, step, withSeries);
        return player.Play([.. moments.Order()]);
    }

    public void Dispose() => _stage.Dispose();

    private static List<LinkPlan> PathOf(Layout layout)
    {
        List<LinkPlan> path = [];
        for (int link = layout.Plan.Hosts[0]; link >= 0; link = layout.Plan.Links[link].Parent)
            path.Insert(0, layout.Plan.Links[link]);
        return path;
    }

    private Course Play(IReadOnlyList<TimeSpan> moments)
    {
        int next = 0;
        for (TimeSpan bin = Course.Bin; next < moments.Count; bin += Course.Bin)
        {
            for (; next < moments.Count && moments[next] < bin; next++)
                Look(moments[next]);
            _stage.World.Run(Stage.Start + bin);
            LookAtHoldings(Stage.Start + bin);
            _bins.Add((_stage.World.Server!.Playing > 0, _stage.Journal.AdmittedCount > 0));
        }

        RunEvent[] events = [.. _stage.Events.Events];
        int count = _stage.Layout.Plan.Links.Count;
        LinkSums[] links = [.. Enumerable.Range(0, count).Select(link => LinkSums.Of(_stage.Network.FiguresOf(link), 0))];
        IReadOnlyList<CheckRecord> checks = _stage.Finish(Stage.Start + (Course.Bin * _bins.Count), out int ghosts);
        return new()
        {
            Trouble = Trouble(links, checks, ghosts),
            Layout = _stage.Layout,
            Bins = _bins,
            Links = links,
            Slots = [.. _ledger.Loads],
            Events = events,
            Holdings = _holdings,
            Snapshots = _snapshots,
        };
    }

    private string? Trouble(LinkSums[] links, IReadOnlyList<CheckRecord> checks, int ghosts)
    {
        if (_stage.Journal.Moves > 0 || _stage.Journal.RefusedCount > 0 || _holdings.Any(one => one.Item2 is { Point.Level: > 0 }))
            return "it gets less than it asked for even alone";
        if (_ledger.Loads.Any(one => one.Loads.IsTooMuch) || links.Any(link => link.Drops.Count > 0))
            return "a link is full even alone";
        return ghosts > 0 || checks.Any(check => !check.IsOk) ? "a check does not hold even alone" : null;
    }

    private void Look(TimeSpan moment)
    {
        Instant now = Stage.Start + moment;
        _stage.World.Run(now);
        SessionRecord record = _stage.Sessions(now)[0];
        _snapshots.Add(moment, new(
            _withSeries.Contains(moment) ? record : record with { Series = null },
            _stage.Journal.AdmittedCount > 0,
            _stage.Events.Events.Count,
            _stage.Network.Packets,
            _stage.Network.Bytes,
            [
                .. Enumerable.Range(0, _stage.Layout.Plan.Links.Count)
                    .Select(link => _stage.Network.FiguresOf(link)).Select(figures => (figures.Packets, figures.Bytes)),
            ]));
    }

    /// <summary>After every answer, and at the end of every bin: what ends by itself is taken to be held until then.</summary>
    private void LookAtHoldings(Instant now)
    {
        Standing? held = _stage.World.Server!.Desk.Everybody() is [var only] ? only : null;
        if (ReferenceEquals(held, _held))
            return;
        _held = held;
        _holdings.Add((now - Stage.Start, held));
    }
}
