using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Viewers;
using Streaming.Player.Sessions;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>One viewer in virtual time, from coming to going: the player's own session and playout on a virtual network.</summary>
/// <remarks>Contract: <see cref="Start"/> when it comes; whatever arrives for it is handed in, and <see cref="Advance"/> called when
/// <see cref="Next"/> has come, until <see cref="IsGone"/>. All by the run's clock.</remarks>
internal sealed class VirtualViewer : IDisposable
{
    private const int FirstPort = 10_000;

    private readonly ViewerOptions _options;
    private readonly IViewerWire _wire;
    private readonly IViewerWitness _witness;
    private readonly ViewerPlan _plan;
    private readonly OwnClock _clock;
    private readonly ViewerWatch _watch;
    private readonly Returning _returning = new();
    private readonly ViewerPause _pause = new();
    private Visit? _visit;
    private Farewell? _farewell;
    private MediaTime? _from;
    private Instant _now;

    /// <param name="now">When it comes.</param>
    public VirtualViewer(ViewerOptions options, IViewerWire wire, IViewerWitness witness, Instant now)
    {
        (_options, _wire, _witness) = (options, wire, witness);
        Audience audience = options.Audience;
        _plan = new(audience.Steps, ViewerChance.Stays(audience, options.Seed));
        _clock = new(now, audience.Clock.SkewPpm);
        _watch = new(new(options.Id, audience, options.Link, options.RunStart, options.Step, options.KeepsSeries), now);
    }

    /// <summary>When something is to be done though nothing arrives.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>It has left, vanished or failed for good: its record is complete.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What it has counted itself.</summary>
    public ViewerAccounts Accounts => _watch.Accounts;

    /// <summary>Connects, and asks for what it wants to watch.</summary>
    public void Start(Instant now)
    {
        _now = now;
        Begin(null, now);
        Settle(now);
    }

    public void Advance(Instant now)
    {
        if (IsGone)
            return;
        _now = now;
        Moment at = _clock.Read(now);
        if (_visit!.Next <= at.Own)
            _visit.Advance(at);
        if (_watch.Next <= now)
            _watch.Look(_visit.Screen.Playout, at.Own, now);
        if (_returning.At <= now)
            Begin(_visit.Screen.PositionAt(at.Own), now);
        DoWhatIsMeant(now);
        Settle(now);
    }

    public void Accept(RtspResponse response, Instant now) => Do((session, own) => session.Accept(response, own), now);

    /// <summary>The server asks something.</summary>
    public void Accept(RtspRequest request, Instant now) => Do((session, own) => session.Accept(request, own), now);

    /// <summary>The connection is not taken: nobody is there.</summary>
    public void ConnectionRefused(Instant now) => Disconnected("the server takes no connection", now);

    /// <summary>The connection is gone.</summary>
    public void Disconnected(string why, Instant now) => Do((session, own) => session.Disconnected(why, own), now);

    /// <summary>A datagram to one of its own ports.</summary>
    public void AcceptDatagram(int port, ReadOnlySpan<byte> datagram, Instant sentAt, Instant now)
    {
        if (IsGone)
            return;
        _now = now;
        if (_visit!.Accept(port, datagram, _clock.Read(now)))
            _watch.Received(datagram.Length, now - sentAt);
        Settle(now);
    }

    /// <summary>A datagram to a group that it has joined.</summary>
    public void AcceptGroup(IPEndPoint group, ReadOnlySpan<byte> datagram, Instant sentAt, Instant now)
    {
        if (IsGone)
            return;
        _now = now;
        if (_visit!.Accept(group, datagram, _clock.Read(now)))
            _watch.Received(datagram.Length, now - sentAt);
        Settle(now);
    }

    /// <summary>Its clock jumps.</summary>
    public void StepClock(TimeSpan by, Instant now)
    {
        _clock.Step(by);
        Advance(now);
    }

    /// <summary>The run is over: it takes leave.</summary>
    public void Stop(Instant now)
    {
        if (IsGone)
            return;
        Leave(Farewell.Playing, now);
        Settle(now);
    }

    /// <summary>What is known of it now; complete once it is gone.</summary>
    public SessionRecord Record(Instant now) => _watch.Record(now);

    public void Dispose() => _visit?.Dispose();

    /// <param name="from">Where in the film; null: where the session before was to begin.</param>
    private void Begin(MediaTime? from, Instant now)
    {
        Visit? before = _visit;
        _from = from ?? _from;
        UnseenScreen screen = new(Shown, _options.Audience.Clock.DevicePpm, _options.Pictures?.Invoke());
        ReceiverSession session = ViewerWish.Session(_options, _from, _returning.Visits, screen.Playout);
        _visit = new(_options.Number, _wire, session, screen, Told, before?.NextPort ?? FirstPort);
        _watch.Begins(session, now);
        before?.Dispose();
        _returning.Began();
        _visit.Start(_clock.Read(now));
    }

    private void Do(Action<ReceiverSession, Instant> act, Instant now)
    {
        if (IsGone)
            return;
        _now = now;
        _visit!.Do(act, _clock.Read(now));
        Settle(now);
    }

    private void Told(SessionEffect effect, Moment at)
    {
        _watch.Told(effect, at.Run);
        switch (effect)
        {
            case SessionEffect.StreamOpened { Stream.Setup: { IsMulticast: true, Track: var track } }:
                Tell("joined", $"joins {LaneText.Of(track)}", at.Run);
                break;
            case SessionEffect.StreamClosed { Stream.Setup: { IsMulticast: true, Track: var track } }:
                Tell("left", $"leaves {LaneText.Of(track)}", at.Run);
                break;
        }
    }

    private void Shown(ShownPicture picture)
    {
        Presented();
        _watch.Shown(picture, _now);
    }

    /// <summary>A picture has come up, or there is none and the sound is heard. What was held when a session broke is presented
    /// still.</summary>
    private void Presented()
    {
        _watch.Heard(_now);
        if (_visit!.Session.Outcome is null && _returning.Shown(_now))
            Tell("cameBack", $"is back at {_visit.Screen.PositionAt(_clock.At(_now))}", _now);
    }

    /// <summary>What it means to do by now.</summary>
    private void DoWhatIsMeant(Instant now)
    {
        if (_pause.Until <= now)
            Resume(now);
        if (_watch.FirstShown is not { } shown || _farewell is not null)
            return;
        while (_farewell is null && !IsGone && _plan.TryTake(shown, now, out ViewerAct? act))
            Do(act, now);
        if (!IsGone && _farewell is null && (_visit!.Screen.IsOver(_clock.At(now)) || EnoughAt(now) <= now))
            Leave(Farewell.Completed, now);
    }

    private void Do(ViewerAct act, Instant now)
    {
        switch (act)
        {
            case ViewerAct.Seek seek:
                Tell("seek", $"seeks to {seek.To}", now);
                if (_pause.IsOn)
                    Resume(now);
                Do((session, own) => session.Seek(seek.To, SeekDirection.Backward, own), now);
                break;
            case ViewerAct.Pause pause:
                Tell("pause", $"pauses for {pause.For.TotalSeconds:0.###} s", now);
                _pause.Begin(pause.For, now);
                _visit!.Screen.Playout.Pause(_clock.At(now));
                Do((session, own) => session.Pause(own), now);
                break;
            case ViewerAct.Ask ask:
                Do((session, own) => session.Ask(ask.Wish, own), now);
                break;
            case ViewerAct.Leave:
                Leave(Farewell.Left, now);
                break;
            case ViewerAct.Vanish:
                End("vanished", null, null, now);
                break;
        }
    }

    private void Resume(Instant now)
    {
        _pause.End(now);
        Tell("resume", "goes on", now);
        _visit!.Screen.Playout.Resume(_clock.At(now));
        Do((session, own) => session.Resume(own), now);
    }

    private void Leave(Farewell farewell, Instant now)
    {
        _farewell ??= farewell;
        if (_visit!.Session.Outcome is null)
            Do((session, own) => session.Stop(own), now);
    }

    /// <summary>After anything that happened: what it comes to.</summary>
    private void Settle(Instant now)
    {
        if (IsGone)
            return;
        Visit visit = _visit!;
        if ((_watch.FirstShown is null || _returning.IsUnderWay) && visit.Screen.IsHeardAlone)
            Presented();
        bool isAway = _returning.IsUnderWay && !visit.Screen.HasBegun;
        bool mayStand = !_pause.IsOn && _farewell is null && _watch.FirstShown is not null;
        if (_watch.Stands(mayStand && (isAway || visit.Screen.IsDry), now))
            Tell("stalled", "the picture stands: nothing is there", now);
        if (visit.Session.Outcome is { } outcome && _returning.At == Instant.Never && !TryGoOn(outcome, now))
            return;
        Next = NextAt(now);
    }

    /// <returns>False: it is over.</returns>
    private bool TryGoOn(SessionOutcome outcome, Instant now)
    {
        if (_farewell is { } farewell)
            End(FarewellText.Of(farewell), null, null, now);
        else if (outcome is not SessionOutcome.Failed failed)
            End("completed", null, null, now);
        else if (_options.Audience.ComesBack && _returning.TryAgain(failed, now))
            return true;
        else
            End(EndText.Of(failed, _watch.FirstShown is not null), failed.Message, EndText.Refusal(failed), now);
        return false;
    }

    private void End(string outcome, string? why, RefusalRecord? refusal, Instant now)
    {
        IsGone = true;
        Next = Instant.Never;
        _watch.Ended(outcome, why, refusal, now);
        Tell("ended", why is null ? outcome : $"{outcome}: {why}", now);
        _visit!.Dispose();
        _witness.Gone(_options.Number, now);
    }

    private Instant EnoughAt(Instant now) => _watch.IsStanding || _pause.IsOn || _watch.FirstShown is not { } shown
        ? Instant.Never
        : _plan.Enough(shown, _watch.StalledAt(now) + _pause.LengthAt(now));

    private Instant NextAt(Instant now)
    {
        Instant next = Instant.Min(_clock.RunAt(_visit!.Next), Instant.Min(_watch.Next, Instant.Min(_returning.At, _pause.Until)));
        return _watch.FirstShown is { } shown && _farewell is null
            ? Instant.Min(next, Instant.Min(_plan.NextStep(shown), EnoughAt(now)))
            : next;
    }

    private void Tell(string kind, string text, Instant now) => _witness.Happened(
        _options.Number, new(Seconds.Since(_options.RunStart, now), kind, _options.Id, _options.Link, text));
}
