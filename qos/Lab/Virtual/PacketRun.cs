using Streaming.Emulation.Chance;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual.Checks;
using Streaming.Lab.Virtual.Serving;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Qos.Admission;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Virtual;

/// <summary>One run, packet by packet.</summary>
internal sealed class PacketRun : IDisposable, IViewerWitness
{
    /// <summary>Of more viewers than this the report shows no series of each: it shows two dozen of them at most.</summary>
    private const int MostWithSeries = 200;

    /// <summary>How long after the end the last packet must have come, and the last reservation must be gone.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(10);

    /// <summary>Any will do: only what lies between two instants counts.</summary>
    private static readonly Instant Start = Instant.FromSeconds(1_000);

    private readonly Situation _situation;
    private readonly ulong _seed;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _step;
    private readonly IReadOnlyList<CastMember> _cast;
    private readonly SessionFile[] _files;
    private readonly Layout _layout;
    private readonly EventLog _events = new(Start);
    private readonly ConformanceCheck _conformance;
    private readonly ReservationCheck _reservations;
    private readonly RunNetwork _network;
    private readonly ServerJournal _journal;
    private readonly RunSteps _steps = new();
    private readonly World _world;
    private readonly Seams _seams;

    public PacketRun(Situation situation, ulong seed, ICatalogue catalogue, TimeSpan duration, Seams seams)
    {
        (_situation, _seed, _duration, _seams) = (situation, seed, duration, seams);
        _step = RunSteps.StepOf(duration);
        _cast = Cast.Of(situation, seed, duration);
        _files = [.. _cast.Select(_ => new SessionFile())];
        _layout = new(situation, _cast, Start, _step);
        _conformance = new(_cast, Start);
        _network = new(_layout.Plan, Seeds.Of(seed, "network"), _files, _conformance);
        _reservations = new(_layout.Plan, _cast, situation.Channels.Count > 0);
        _journal = new(_cast, _files, _events, _conformance, _reservations);
        _world = new(situation, seed, catalogue, new()
        {
            Start = Start,
            Cast = _cast,
            Layout = _layout,
            Network = _network,
            Declared = DeclaredNetwork.Of(_layout.Plan, _layout.TermsOf, Cast.AddressOf, situation.Server),
            Events = _events,
            Reservations = _reservations,
            Witness = seams.Witness(_journal),
            Wire = seams.Wire(_network),
            Started = seams.Server,
            Viewer = Viewer,
        });
    }

    public RunRecord Play()
    {
        Instant end = Start + _duration;
        for (Instant at = Start + _step; at <= end; at += _step)
        {
            _world.Run(at);
            IReadOnlyList<LinkUsage> usage = _world.Server?.Usage() ?? [];
            _steps.Take(_world.Server?.Playing ?? 0, usage, _journal, _layout.AccountOf);
            _reservations.Look(usage, at);
        }

        _world.Run(end);
        _world.Stop(end);
        Instant over = end + Afterwards;
        _world.Run(over);

        // Whoever has vanished is waited for until his lease has run out, and no longer.
        if (_world.Server?.Reservations > 0 && _world.Viewers.Any(viewer => viewer.Record(over).Outcome is "vanished" or "failed"))
            _world.Run(over += _situation.Server.Lease + Afterwards);
        return Record(over);
    }

    public void Dispose() => _world.Dispose();

    void IViewerWitness.Happened(int viewer, RunEvent what) => _events.Add(what);

    void IViewerWitness.Gone(int viewer, Instant now)
    {
    }

    private VirtualViewer Viewer(CastMember member, Instant now) => new(
        new()
        {
            Number = member.Number,
            Id = member.Id,
            Audience = member.Audience,
            Link = _layout.LinkOf(member.Number),
            Address = member.Address,
            Server = VirtualServerOptions.Address,
            Seed = member.Seed,
            RunStart = Start,
            Step = _step,
            KeepsSeries = _cast.Count <= MostWithSeries || member.Number % (_cast.Count / MostWithSeries) == 0,
            Pictures = _seams.Pictures,
        },
        _network,
        this,
        now);

    private RunRecord Record(Instant now)
    {
        Lab.Records.SessionRecord[] sessions = [.. _world.Viewers.Select((viewer, number) => Session(viewer.Record(now), number))];
        ViewerAccounts[] accounts = [.. _world.Viewers.Select(viewer => viewer.Accounts)];
        int ghosts = _world.Server?.Reservations ?? 0;
        IReadOnlyList<LinkUsage> usage = _world.Server?.Usage() ?? [];
        return new()
        {
            Variant = "",
            Seed = _seed,
            DurationS = Math.Round(_duration.TotalSeconds, 6),
            StepS = _step.TotalSeconds,
            Sessions = sessions,
            Events = _events.Events,
            Playing = _steps.Playing,
            Admitted = _steps.Admitted,
            Refused = _steps.Refused,
            Links = LinkRecords.Of(_situation, _layout, _network.FiguresOf, _world.Flows, _steps),
            Checks =
            [
                _conformance.Result,
                _reservations.Result(usage, ghosts),
                new AccountCheck(_cast, _files).Result(accounts),
                PlayoutCheck.Result(_cast, accounts),
            ],
            Totals = new()
            {
                Arrived = sessions.Length,
                Admitted = _journal.AdmittedCount,
                Refused = _journal.RefusedCount,
                Failed = sessions.Count(session => session.Outcome == "failed"),
                PeakPlaying = _steps.Playing.DefaultIfEmpty().Max(),
                Packets = _network.Packets,
                Bytes = _network.Bytes,
                Moves = _journal.Moves,
                Ghosts = ghosts,
            },
        };
    }

    private Lab.Records.SessionRecord Session(Lab.Records.SessionRecord own, int viewer)
    {
        SessionFile file = _files[viewer];
        return own with
        {
            Contracts = file.Contracts,
            IsKept = file.IsKept,
            Refusal = file.IsAdmitted ? own.Refusal : file.Refusal ?? own.Refusal,
            Why = own.Outcome == "refused" ? file.Why ?? own.Why : own.Why,
            Drops = file.Drops(_layout.NameOf),
        };
    }
}
