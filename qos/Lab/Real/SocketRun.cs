using Streaming.Emulation.Chance;
using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Real.Viewing;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;
using Streaming.Player.Client;
using Streaming.Server.Host.Http;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Real;

/// <summary>One run on sockets, with a server that is there already.</summary>
internal sealed class SocketRun : IDisposable
{
    /// <summary>From being put together to its beginning.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(200);

    /// <summary>How long after the end the last reservation must be gone, and whoever takes leave has left.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(10);

    /// <summary>How long a run that is given up waits for its viewers to take leave: who ends it does not want to wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Situation _situation;
    private readonly ulong _seed;
    private readonly TimeSpan _duration;
    private readonly IReadOnlyList<CastMember> _cast;
    private readonly RealServer _server;
    private readonly RealJournal _journal;
    private readonly MonotonicClock _clock = new(TimeProvider.System);
    private readonly Instant _start;
    private readonly Layout _layout;
    private readonly CrossFlows _flows;
    private readonly RelayNetwork _network;
    private readonly RealViewer[] _viewers;
    private readonly RunSteps _steps = new();

    public SocketRun(
        Situation situation, ulong seed, TimeSpan duration, IReadOnlyList<CastMember> cast, RealServer server, RealJournal journal)
    {
        (_situation, _seed, _duration, _cast, _server, _journal) = (situation, seed, duration, cast, server, journal);
        TimeSpan step = RunSteps.StepOf(duration);
        _start = _clock.Now + Ahead;
        journal.Start = DateTimeOffset.UtcNow + Ahead;
        _layout = new(situation, cast, _start, step);
        _flows = new(situation.Traffic, seed, _start);
        _network = new(_layout.Plan, Seeds.Of(seed, "network"), _clock, _flows, cast.Count);
        ViewerStage stage = new(_clock, _start, _network, () => server.RtspPort, step, journal.Add);
        _viewers = [.. cast.Select(one => new RealViewer(one, LocalAddresses.Of(one.Number), _layout.LinkOf(one.Number), stage))];
    }

    public async Task<RunRecord> PlayAsync(CancellationToken stop)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<SessionRecord[]> sessions = Task.WhenAll(_viewers.Select(viewer => viewer.LiveAsync(ending.Token)));
        try
        {
            await Task.WhenAll(StepAsync(stop), HappenAllAsync(stop));
            TellToLeave();
            SessionRecord[] records = await sessions.WaitAsync(stop);
            int ghosts = await GhostsAsync(records, stop);
            await _server.JudgeAsync(stop);
            return Record(records, ghosts);
        }
        finally
        {
            // Where it was given up, nobody is to go on by himself.
            await ending.CancelAsync();
            TellToLeave();
            TimeSpan most = stop.IsCancellationRequested ? Patience : Afterwards;
            await Task.WhenAny(sessions, Task.Delay(most, CancellationToken.None));
        }
    }

    public void Dispose()
    {
        foreach (RealViewer viewer in _viewers)
            viewer.Dispose();
        _network.Dispose();
    }

    private void TellToLeave()
    {
        foreach (RealViewer viewer in _viewers)
            viewer.Stop();
    }

    private async Task HappenAllAsync(CancellationToken stop)
    {
        foreach (ScheduledEvent one in _situation.Events.Where(one => one.At < _duration).OrderBy(one => one.At))
        {
            await UntilAsync(one.At, stop);
            await HappenAsync(one, stop);
        }
    }

    private Task UntilAsync(TimeSpan at, CancellationToken stop)
    {
        TimeSpan wait = _start + at - _clock.Now;
        return wait > TimeSpan.Zero ? Task.Delay(wait, stop) : Task.CompletedTask;
    }

    private async Task StepAsync(CancellationToken stop)
    {
        for (TimeSpan at = _layout.Plan.Step; at <= _duration; at += _layout.Plan.Step)
        {
            await UntilAsync(at, stop);
            (IReadOnlyList<LinkDetails> links, IReadOnlyList<SessionDetails> sessions) = await _server.LookAsync(stop);
            _steps.Take(
                sessions.Count(session => session.State == "playing"),
                _viewers.Count(viewer => viewer.IsAdmitted),
                _viewers.Count(viewer => viewer.IsRefused),
                links.Select(link => (_layout.AccountOf(link.Name), new BitRate(link.ReservedBitsPerSecond))));
        }

        await UntilAsync(_duration, stop);
    }

    private async Task HappenAsync(ScheduledEvent what, CancellationToken stop)
    {
        switch (what)
        {
            case ScheduledEvent.LinkTold told:
                Tell("linkTold", told.Link, $"the server is told that {told.Link} carries {told.Rate}");
                foreach (string name in _layout.NamesOf(told.Link))
                    await _server.TellAsync(name, told.Rate, stop);
                break;
            case ScheduledEvent.ServerKilled when !_server.IsDead:
                Tell("serverKilled", null, "the server is killed");
                await _server.KillAsync();
                break;
            case ScheduledEvent.ServerStarted when _server.IsDead:
                Tell("serverStarted", null, "the server is started");
                await _server.StartAsync(stop);
                break;
            case ScheduledEvent.ClockStep step:
                Tell("clockStep", null, $"the clocks of {step.Audience} jump by {step.By.TotalSeconds} s");
                foreach (RealViewer viewer in _viewers.Where(viewer => viewer.Audience == step.Audience))
                    viewer.StepClock(step.By);
                break;
        }
    }

    private void Tell(string kind, string? link, string text) =>
        _journal.Add(new(Math.Round((_clock.Now - _start).TotalSeconds, 6), kind, null, link, text));

    /// <summary>Waits until nothing is held any more, or it is time that nothing were. Who vanished without a word is waited for by the
    /// server, and his is no ghost before the server has given him up.</summary>
    private async Task<int> GhostsAsync(SessionRecord[] records, CancellationToken stop)
    {
        Instant end = _clock.Now + Afterwards;
        while (true)
        {
            (IReadOnlyList<LinkDetails> links, IReadOnlyList<SessionDetails> sessions) = await _server.LookAsync(stop);
            int vanished = sessions.Count(one => _journal.ViewerOf(one) is >= 0 and var viewer && records[viewer].Outcome == "vanished");
            int flows = links.Select(link => link.Guaranteed.Sessions + link.ControlledLoad.Sessions).Append(sessions.Count).Max();
            int held = flows - vanished;
            if (held == 0 || _clock.Now > end)
                return held;
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
    }

    private IEnumerable<RunEvent> Changes =>
        from news in LinkNews.Of(_situation)
        where news.At < _duration
        select new RunEvent(Math.Round(news.At.TotalSeconds, 6), "linkChanged", null, news.Link, news.Text);

    private RunRecord Record(SessionRecord[] records, int ghosts) => new()
    {
        Variant = "",
        Seed = _seed,
        IsReal = true,
        DurationS = Math.Round(_duration.TotalSeconds, 6),
        StepS = _layout.Plan.Step.TotalSeconds,
        Sessions = [.. records.Select((record, viewer) => record with
        {
            IsKept = _journal.IsKept(viewer),
            Moves = _journal.MovesOf(viewer),
        })],
        Events = [.. _journal.Events.Concat(Changes).OrderBy(one => one.AtS)],
        Playing = _steps.Playing,
        Admitted = _steps.Admitted,
        Refused = _steps.Refused,
        Links = LinkRecords.Of(_situation, _layout, _network.FiguresOf, _flows, _steps),
        Checks =
        [
            new("reservations", ghosts == 0, ghosts == 0 ? "" : $"{ghosts} are still held {Afterwards.TotalSeconds:0} s after the end"),
        ],
        Totals = new()
        {
            Arrived = _cast.Count,
            Admitted = _viewers.Count(viewer => viewer.IsAdmitted),
            Refused = _viewers.Count(viewer => viewer.IsRefused),
            Failed = records.Count(record => record.Outcome == "failed"),
            PeakPlaying = _steps.Playing.DefaultIfEmpty().Max(),
            Packets = _network.Packets,
            Bytes = _network.Bytes,
            Moves = _journal.Moves,
            Ghosts = ghosts,
        },
    };
}
