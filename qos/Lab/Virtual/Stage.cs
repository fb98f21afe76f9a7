using Streaming.Emulation.Chance;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual.Checks;
using Streaming.Lab.Virtual.Serving;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Qos.Monitoring;
using Streaming.Server.Catalogue;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual;

/// <summary>A world, and everybody who writes down what happens in it.</summary>
internal sealed class Stage : IDisposable, IViewerWitness
{
    /// <summary>Any will do: only what lies between two instants counts.</summary>
    public static readonly Instant Start = Instant.FromSeconds(1_000);

    /// <summary>How long after the end the last packet must have come, and the last reservation must be gone.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(10);

    private readonly Situation _situation;
    private readonly SessionFile[] _files;
    private readonly TimeSpan _seriesStep;
    private readonly Func<CastMember, bool> _keepsSeries;
    private readonly Seams _seams;
    private readonly ReservationCheck _reservations;
    private readonly ConformanceCheck _conformance;

    /// <param name="linkStep">From one figure of a link to the next.</param>
    /// <param name="seriesStep">The same of viewers.</param>
    public Stage(
        Situation situation,
        ulong seed,
        ICatalogue catalogue,
        IReadOnlyList<CastMember> cast,
        TimeSpan linkStep,
        TimeSpan seriesStep,
        Func<CastMember, bool> keepsSeries,
        Seams seams)
    {
        (_situation, _seriesStep, _keepsSeries, _seams, Cast) = (situation, seriesStep, keepsSeries, seams, cast);
        _files = [.. cast.Select(_ => new SessionFile())];
        Layout = new(situation, cast, Start, linkStep);
        _conformance = new(cast, Start);
        _reservations = new(Layout.Plan, cast);
        Network = new(Layout.Plan, Seeds.Of(seed, "network"), _files, _conformance);
        Journal = new(cast, _files, Events, _conformance, _reservations);
        World = new(situation, seed, catalogue, new()
        {
            Start = Start,
            Cast = cast,
            Layout = Layout,
            Network = Network,
            Declared = DeclaredNetwork.Of(Layout.Plan, Layout.TermsOf, Virtual.Cast.AddressOf, situation.Server),
            Events = Events,
            Reservations = _reservations,
            Witness = seams.Witness(Journal),
            Wire = seams.Wire(Network),
            Started = seams.Server,
            Viewer = Viewer,
        });
    }

    /// <summary>What is said of a run of which all checks hold.</summary>
    public static IReadOnlyList<CheckRecord> AllHold =>
    [
        new ConformanceCheck([], Start).Result,
        new ReservationCheck(new([], [], Start), []).Result([], 0),
        new AccountCheck([], []).Result([]),
        PlayoutCheck.Result([], []),
    ];

    public IReadOnlyList<CastMember> Cast { get; }

    public Layout Layout { get; }

    public RunNetwork Network { get; }

    public ServerJournal Journal { get; }

    public EventLog Events { get; } = new(Start);

    public World World { get; }

    /// <summary>What is promised of each link now.</summary>
    public IReadOnlyList<Qos.Admission.LinkUsage> Usage() => World.Server?.Usage() ?? [];

    /// <summary>Holds what is reserved now against the contracts.</summary>
    public void LookAtReservations(IReadOnlyList<Qos.Admission.LinkUsage> usage, Instant now) =>
        _reservations.Look(usage, World.Server?.Lanes() ?? [], now);

    /// <summary>What is known of those who have come, at this moment.</summary>
    public IReadOnlyList<SessionRecord> Sessions(Instant now)
    {
        bool?[] kept = [.. _files.Select(file => file.IsKept)];
        foreach ((System.Net.IPAddress client, Verdict verdict) in World.Server?.Verdicts(now) ?? [])
        {
            int viewer = Virtual.Cast.NumberOf(client);
            kept[viewer] = verdict.IsMet && kept[viewer] is not false;
        }

        return [.. World.Viewers.Select((viewer, number) => Session(viewer.Record(now), number, kept[number]))];
    }

    /// <summary>Lets everybody take leave, waits until all is over, and says what was found.</summary>
    /// <param name="ghosts">Reservations that nobody held any more.</param>
    public IReadOnlyList<CheckRecord> Finish(Instant end, out int ghosts)
    {
        World.Stop(end);
        Instant over = end + Afterwards;
        World.Run(over);

        // Whoever has vanished is waited for until his lease has run out, and no longer.
        if (World.Server?.Reservations > 0 && World.Viewers.Any(viewer => viewer.Record(over).Outcome is "vanished" or "failed"))
            World.Run(over += _situation.Server.Lease + Afterwards);
        ghosts = World.Server?.Reservations ?? 0;
        CheckRecord reservations = _reservations.Result(Usage(), ghosts);

        // A channel is never over, and a group may still lead to somebody who has vanished: what is on its way comes before it is counted.
        World.Server?.Dispose();
        World.Run(over + Afterwards);
        ViewerAccounts[] accounts = [.. World.Viewers.Select(viewer => viewer.Accounts)];
        return
        [
            _conformance.Result,
            reservations,
            new AccountCheck(Cast, _files).Result(accounts),
            PlayoutCheck.Result(Cast, accounts),
        ];
    }

    public void Dispose() => World.Dispose();

    void IViewerWitness.Happened(int viewer, RunEvent what) => Events.Add(what);

    void IViewerWitness.Gone(int viewer, Instant now)
    {
    }

    private VirtualViewer Viewer(CastMember member, Instant now) => new(
        new()
        {
            Number = member.Number,
            Id = member.Id,
            Audience = member.Audience,
            Link = Layout.LinkOf(member.Number),
            Address = member.Address,
            Server = VirtualServerOptions.Address,
            Seed = member.Seed,
            RunStart = Start,
            Step = _seriesStep,
            KeepsSeries = _keepsSeries(member),
            Pictures = _seams.Pictures,
        },
        Network,
        this,
        now);

    private static Distribution? Copied(Distribution? values)
    {
        if (values is null)
            return null;
        Distribution copy = new();
        copy.Add(values);
        return copy;
    }

    private static SessionSeries? Copied(SessionSeries? series) => series is null ? null : new(
        series.FirstStep,
        [.. series.Received],
        [.. series.Contract],
        [.. series.LossPercent],
        [.. series.MissingPercent],
        [.. series.BufferMs],
        [.. series.DelayMs],
        [.. series.SkewMs]);

    /// <summary>What goes on is not to be seen in what was: everything is copied.</summary>
    private SessionRecord Session(SessionRecord own, int viewer, bool? isKept)
    {
        SessionFile file = _files[viewer];
        return own with
        {
            Contracts = [.. file.Contracts],
            Moves = file.Moves,
            StallTimes = [.. own.StallTimes],
            Delays = Copied(own.Delays),
            Skews = Copied(own.Skews),
            Buffers = Copied(own.Buffers),
            Series = Copied(own.Series),
            IsKept = isKept,
            Refusal = file.IsAdmitted ? own.Refusal : file.Refusal ?? own.Refusal,
            Why = own.Outcome == "refused" ? file.Why ?? own.Why : own.Why,
            Drops = file.Drops(Layout.NameOf),
        };
    }
}
