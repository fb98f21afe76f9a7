using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Player.Client;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Real.Viewing;

/// <summary>What a viewer on sockets means to do, what it is shown, and what is measured of it. Thread-safe: the client's loop and the
/// relay's thread both tell it things.</summary>
internal sealed class ViewerLife : ICompanion, IDisposable
{
    private readonly ViewerOptions _options;
    private readonly ViewerStage _stage;
    private readonly MonotonicClock _clock;
    private readonly ViewerPlan _plan;
    private readonly ViewerWatch _watch;
    private readonly Returning _returning = new();
    private readonly ViewerPause _pause = new();
    private readonly TaskCompletionSource _vanished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private ReceiverSession? _session;
    private Farewell? _farewell;
    private volatile bool _isGone;

    /// <param name="clock">Its own.</param>
    /// <param name="comes">By the run's.</param>
    public ViewerLife(ViewerOptions options, ViewerStage stage, MonotonicClock clock, Instant comes)
    {
        (_options, _stage, _clock) = (options, stage, clock);
        _plan = new(options.Audience.Steps, ViewerChance.Stays(options.Audience, options.Seed));
        _watch = new(
            new(options.Id, options.Audience, options.Link, options.RunStart, options.Step, options.KeepsSeries), comes);
        News = new(options, stage);
        Screen = NewScreen();
    }

    /// <summary>Of the visit that is under way.</summary>
    public UnseenScreen Screen { get; private set; }

    /// <summary>What is told of it.</summary>
    public ViewerNews News { get; }

    /// <summary>Completes when it is gone without a word.</summary>
    public Task Vanished => _vanished.Task;

    /// <summary>When it comes back, by the run's clock.</summary>
    public Instant Returns => _returning.At;

    /// <summary>Where in the film it is; null before it is anywhere.</summary>
    public MediaTime? Position => Screen.PositionAt(_clock.Now);

    public Instant Next
    {
        get
        {
            lock (_gate)
            {
                Instant next = Instant.Min(_watch.Next, _pause.Until);
                if (_watch.FirstShown is { } shown && _farewell is null)
                    next = Instant.Min(next, Instant.Min(_plan.NextStep(shown), EnoughAt(_stage.Now)));
                Instant own = next == Instant.Never ? next : _clock.Now + (next - _stage.Now);
                return Instant.Min(Screen.Next, own);
            }
        }
    }

    /// <summary>Another visit begins.</summary>
    public void Begins()
    {
        lock (_gate)
        {
            if (_returning.Visits > 0)
            {
                Screen.Dispose();
                Screen = NewScreen();
            }

            _session = null;
            News.Begins();
            _returning.Began();
        }
    }

    public void CatchUp(Instant now)
    {
        lock (_gate)
            Screen.CatchUp(now);
    }

    public void Work(ReceiverSession session, Instant now)
    {
        lock (_gate)
        {
            if (_session != session)
                _watch.Begins(session, _stage.Now);
            _session = session;
            Look(now);
            if (!_isGone)
                DoWhatIsMeant(session, now, _stage.Now);
        }
    }

    /// <summary>No session is there, and the screen shows what it still has.</summary>
    public void Idle()
    {
        lock (_gate)
            Look(_clock.Now);
    }

    public void Told(SessionEffect effect, Instant now)
    {
        lock (_gate)
        {
            ContractText? terms = ViewerNews.TermsOf(effect);
            if (terms is not null && !News.Adopt(terms))
                return;
            _watch.Told(effect, _stage.Now);
            if (terms is not null)
                Screen.Playout.Require(terms.Contract.Buffer);
        }
    }

    /// <summary>The network has brought a datagram.</summary>
    public void Came(RelayVerdict verdict)
    {
        if (verdict is not { FromServer: true, IsReport: false })
            return;
        lock (_gate)
            _watch.Received(verdict.Bytes, verdict.Delay);
    }

    /// <summary>The network has not brought one.</summary>
    public void Lost(RelayVerdict verdict, string link, string cause, Instant at)
    {
        if (verdict is not { FromServer: true, IsReport: false })
            return;
        lock (_gate)
        {
            if (!_isGone)
                _watch.Dropped(link, cause, at);
        }
    }

    /// <summary>A visit is over.</summary>
    /// <returns>Whether there is to be another.</returns>
    public bool GoesOn(SessionOutcome outcome)
    {
        lock (_gate)
        {
            Instant now = _stage.Now;
            if (_isGone)
                return false;
            if (_farewell is { } farewell)
                End(FarewellText.Of(farewell), null, null, now);
            else if (outcome is not SessionOutcome.Failed failed)
                End("completed", null, null, now);
            else if (_options.Audience.ComesBack && _returning.TryAgain(failed, now))
                Look(_clock.Now);
            else
                End(EndText.Of(failed, _watch.FirstShown is not null), failed.Message, EndText.Refusal(failed), now);
            return !_isGone;
        }
    }

    /// <summary>The run is over.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _farewell ??= Farewell.Playing;
            if (_returning.At != Instant.Never && !_isGone)
                End(FarewellText.Of(Farewell.Playing), null, null, _stage.Now);
        }
    }

    public SessionRecord Record()
    {
        lock (_gate)
            return _watch.Record(_stage.Now);
    }

    public void Dispose() => Screen.Dispose();

    private UnseenScreen NewScreen() => new(Shown, _options.Audience.Clock.DevicePpm, _options.Pictures?.Invoke());

    private void Shown(ShownPicture picture)
    {
        Instant now = _stage.Now;

        // What was held when a session broke is still shown.
        if (_session is { Outcome: null } && _returning.Shown(now))
            News.Tell("cameBack", $"is back at {picture.Position}");
        _watch.Shown(picture, now);
    }

    private void Look(Instant own)
    {
        Instant now = _stage.Now;
        if (Screen.Next <= own)
            Screen.Advance(own);
        else
            Screen.Work(own);
        if (_isGone)
            return;
        bool isAway = _returning.IsUnderWay && !Screen.HasBegun;
        bool mayStand = !_pause.IsOn && _farewell is null && _watch.FirstShown is not null;
        if (_watch.Stands(mayStand && (isAway || Screen.IsDry), now))
            News.Tell("stalled", "the picture stands: nothing is there");
        if (_watch.Next <= now)
            _watch.Look(Screen.Playout, own, now);
    }

    private void DoWhatIsMeant(ReceiverSession session, Instant own, Instant now)
    {
        if (_pause.Until <= now)
            Resume(session, own, now);
        if (_watch.FirstShown is not { } shown || _farewell is not null)
            return;
        while (_farewell is null && !_isGone && _plan.TryTake(shown, now, out ViewerAct? act))
            Do(act, session, own, now);
        bool isOver = session.Phase == SessionPhase.Ended && Screen.Playout.IsOver(own);
        if (!_isGone && _farewell is null && (isOver || EnoughAt(now) <= now))
            Leave(Farewell.Completed, session, own);
    }

    private void Do(ViewerAct act, ReceiverSession session, Instant own, Instant now)
    {
        switch (act)
        {
            case ViewerAct.Seek seek:
                News.Tell("seek", $"seeks to {seek.To}");
                if (_pause.IsOn)
                    Resume(session, own, now);
                session.Seek(seek.To, SeekDirection.Backward, own);
                break;
            case ViewerAct.Pause pause:
                News.Tell("pause", $"pauses for {pause.For.TotalSeconds:0.###} s");
                _pause.Begin(pause.For, now);
                Screen.Playout.Pause(own);
                session.Pause(own);
                break;
            case ViewerAct.Ask ask:
                session.Ask(ask.Wish, own);
                break;
            case ViewerAct.Leave:
                Leave(Farewell.Left, session, own);
                break;
            case ViewerAct.Vanish:
                End("vanished", null, null, now);
                _vanished.TrySetResult();
                break;
        }
    }

    private void Resume(ReceiverSession session, Instant own, Instant now)
    {
        _pause.End(now);
        News.Tell("resume", "goes on");
        Screen.Playout.Resume(own);
        session.Resume(own);
    }

    private void Leave(Farewell farewell, ReceiverSession session, Instant own)
    {
        _farewell = farewell;
        session.Stop(own);
    }

    private void End(string outcome, string? why, RefusalRecord? refusal, Instant now)
    {
        _isGone = true;
        _watch.Ended(outcome, why, refusal, now);
        News.Ended(outcome, why, refusal);
    }

    private Instant EnoughAt(Instant now) => _watch.IsStanding || _pause.IsOn || _watch.FirstShown is not { } shown
        ? Instant.Never
        : _plan.Enough(shown, _watch.StalledAt(now) + _pause.LengthAt(now));
}
