using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Playout;

namespace Streaming.Player.Sessions;

/// <summary>The part of a session from its first PLAY on: what the viewer wants, asked for one thing after the other.</summary>
internal sealed class PlayTalk(SessionTalk talk)
{
    private readonly ViewerIntent _intent = new();
    private PlayAsk? _asked;
    private Instant _askedAt;
    private AudioSwitch? _switch;
    private PlaySegment? _segment;
    private bool _isPausing;
    private bool _waitsForPorts;

    /// <summary>A request that moves the film is not answered yet.</summary>
    private bool IsBusy => _asked is not null || _isPausing || _switch is { IsSetUp: false };

    /// <summary>Everything is set up: the first PLAY.</summary>
    public void AskFirst(Instant now)
    {
        talk.Phase = SessionPhase.Starting;
        MediaTime? from = talk.Presentation!.Channel is null ? talk.Options.Start ?? MediaTime.Zero : null;
        Ask(new(from), now);
    }

    /// <summary>Everything is set up again: nothing that was asked will be answered.</summary>
    public void Reset() => (_asked, _isPausing, _switch, _waitsForPorts) = (null, false, null, false);

    /// <summary>Says what is wanted, and asks for it as soon as it may.</summary>
    public void Want(Action<ViewerIntent> wish, Instant now)
    {
        wish(_intent);
        Step(now);
    }

    /// <summary>The answer to a PLAY.</summary>
    public void Answered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (_asked is not { } ask)
            return;
        bool isFirst = talk.Phase == SessionPhase.Starting;
        if (isFirst && talk.Side.TakesAlternative(response))
        {
            Ask(ask, now);
        }
        else if (response.IsSuccess)
        {
            Begin(ask, response, now);
        }
        else if (isFirst || response.Status == RtspStatus.SessionNotFound)
        {
            talk.Refused(request, response, now);
        }
        else
        {
            _asked = null;
            Refused(ask.Cause, request, response);
            talk.Do(new SessionEffect.GoesOn());
            Settle(now);
        }
    }

    /// <summary>The answer to a PAUSE.</summary>
    public void PauseAnswered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (!_isPausing)
            return;
        _isPausing = false;
        if (response.Status == RtspStatus.SessionNotFound)
        {
            talk.Refused(request, response, now);
            return;
        }

        bool isOver = talk.Phase == SessionPhase.Ended;
        if (response.IsSuccess && !isOver)
            Stop(response);
        else if (!isOver && _switch is null)
            Refused(new ViewerCommand.Pause(), request, response);
        if (!response.IsSuccess && _switch is null)
            _intent.Runs = true;
        Step(now);
    }

    /// <summary>The ports for another sound are open, or are not to be had.</summary>
    /// <returns>False where nobody waits for any.</returns>
    public bool PortsOpened(PortPair? ports, Instant now)
    {
        if (!_waitsForPorts || _switch is not { } change)
            return false;
        _waitsForPorts = false;
        if (ports is null)
            GiveUp(change, 0, "no UDP ports are free for another sound", now);
        else
            SetUp(change, new() { IsMulticast = false, ClientPort = ports }, now);
        return true;
    }

    /// <summary>The answer to the SETUP of another sound.</summary>
    public void SetupAnswered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (_switch is not { IsSetUp: false } change || request.Track != change.To)
            return;
        if (response.Status == RtspStatus.SessionNotFound)
        {
            talk.Refused(request, response, now);
        }
        else if (!response.IsSuccess)
        {
            SessionOutcome.Failed refused = Refusal.Explain(request.Method, response, talk.Options.Address);
            GiveUp(change, response.Status, refused.Message, now, refused.Shortage);
        }
        else if (talk.Plan.Agree(change.To, response) is not { } stream)
        {
            talk.Send(talk.Requests.Release(change.To.ControlUrl, now));
            GiveUp(change, response.Status, Failure.OtherTransport(response).Message, now);
        }
        else
        {
            talk.Side.Granted(response);
            if (talk.Parity.IsComplete(stream))
                Change(change, stream, now);
        }
    }

    /// <summary>The answer to the SETUP of another sound's parity.</summary>
    public void ParityAnswered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (talk.Parity.Answered(request, response, now) is { } stream && _switch is { IsSetUp: false } change && stream.Track == change.To)
            Change(change, stream, now);
    }

    /// <summary>Every stream has ended.</summary>
    public void Ended(Instant now)
    {
        if (!talk.Options.StaysAtEnd)
        {
            talk.Leave(new SessionOutcome.Completed(talk.Clock.IsRangeOver ? EndReason.RangeOver : EndReason.EndOfFilm), now);
            return;
        }

        talk.Phase = SessionPhase.Ended;
        talk.Do(new SessionEffect.EndReached());
        Step(now);
    }

    private void Step(Instant now)
    {
        switch (PlayPolicy.Decide(_intent, talk.Phase, IsBusy))
        {
            case PlayVerb.Play:
                Ask(_intent.Take(), now);
                break;
            case PlayVerb.Pause:
                Pause(now);
                break;
            case PlayVerb.ChangeSound:
                BeginChange(now);
                break;
        }
    }

    private void Ask(PlayAsk ask, Instant now)
    {
        (_asked, _askedAt) = (ask, now);
        talk.Clock.Asked(now);
        talk.Do(new SessionEffect.AsksToPlay());
        talk.Send(talk.Requests.Play(talk.ControlUrl, ask, now));
    }

    private void Pause(Instant now)
    {
        _isPausing = true;
        talk.Send(talk.Requests.Pause(talk.ControlUrl, now));
    }

    private void Begin(PlayAsk ask, RtspResponse response, Instant now)
    {
        talk.Side.Granted(response);
        PlayAnswer answer = PlayAnswerReader.Read(
            response, talk.Plan.Agreed, ask.From, talk.Presentation!.Duration, _askedAt, now);
        bool isFirst = talk.Phase == SessionPhase.Starting;
        bool goesOn = ask.From is null && talk.Phase != SessionPhase.Ended && _segment is { Scale: 1 } && answer.Scale == 1;
        _segment = PlayAnswerReader.Segment(answer, (_segment?.Number ?? 0) + 1, goesOn);
        _asked = null;
        talk.Phase = SessionPhase.Playing;
        TimeSpan? length = _segment.End - _segment.Start;
        bool isTried = talk.Plan is { MayFallBack: true, IsMulticast: false };
        talk.Clock.Played(isFirst && !goesOn, isTried, talk.Options.Duration, length / _segment.Speed, now);
        foreach (StreamSetup joined in talk.Plan.Agreed.Where(stream => stream.IsMulticast))
            talk.Groups.Expect(joined.Track.Kind, now);
        FinishChange();
        talk.Do(new SessionEffect.Playing(answer, _segment));
        Settle(now);
    }

    /// <summary>What the server does is what is wanted, as far as nothing newer is.</summary>
    private void Settle(Instant now)
    {
        if (_segment is { } segment)
            _intent.Settle(segment.Scale, segment.Speed.PartsPerMillion / 1e6);
        if (talk.Phase == SessionPhase.Paused && !_intent.WantsPlace && !_intent.WantsRate)
            _intent.Runs = false;
        Step(now);
    }

    private void Stop(RtspResponse response)
    {
        talk.Phase = SessionPhase.Paused;
        if (_switch is not null)
            return;
        MediaTime? at = RangeHeader.TryParse(response.Headers["Range"] ?? "", out RangeHeader? range, out _) ? range.Start : null;
        talk.Do(new SessionEffect.Paused(at));
    }

    /// <summary>The server stops while the other stream is set up, so both are asked for at once: it stands still for one way there and
    /// back.</summary>
    private void BeginChange(Instant now)
    {
        OfferedTrack wanted = _intent.Sound!;
        OfferedTrack? present = talk.Plan.Sound;
        _intent.Sound = null;
        FinishChange();
        if (wanted == present)
        {
            Step(now);
            return;
        }

        _switch = new(wanted, present);
        if (talk.Phase == SessionPhase.Playing)
            Pause(now);
        if (talk.Plan.IsTcp)
        {
            SetUp(_switch, talk.Plan.Interleaved(), now);
            return;
        }

        _waitsForPorts = true;
        talk.Do(new SessionEffect.OpenPorts(wanted));
    }

    private void SetUp(AudioSwitch change, TransportSpec transport, Instant now)
    {
        talk.Plan.Ask(change.To, transport);
        talk.Send(talk.Requests.Setup(change.To, transport, now));
        talk.Parity.Ask(change.To, transport, now);
    }

    private void Change(AudioSwitch change, StreamSetup stream, Instant now)
    {
        talk.Ready(stream);
        if (change.From is { } gone)
            Release(gone, now);

        _switch = change with { IsSetUp = true };
        if (!_intent.Runs)
            FinishChange();
        Step(now);
    }

    private void Release(OfferedTrack gone, Instant now)
    {
        if (talk.Plan.Drop(gone)?.Parity is not null)
            talk.Send(talk.Requests.Release(gone.Parity!.ControlUrl, now));
        talk.Send(talk.Requests.Release(gone.ControlUrl, now));
    }

    /// <summary>The old stream is kept until the new one begins, so that what is held of it sounds until then.</summary>
    private void FinishChange()
    {
        if (_switch is not { } change)
            return;
        _switch = null;
        if (change.From is { } gone)
            talk.Do(new SessionEffect.StreamReleased(gone));
        talk.Do(new SessionEffect.AudioChosen(change.To));
    }

    /// <summary>The old sound goes on.</summary>
    private void GiveUp(AudioSwitch change, int status, string why, Instant now, Contracts.Shortage? shortage = null)
    {
        talk.Plan.GiveUp(change.To);
        _switch = null;
        talk.Do(new SessionEffect.ClosePorts(change.To));
        talk.Do(new SessionEffect.CommandRefused(new ViewerCommand.ChooseAudio(change.To), status, why, shortage));
        Step(now);
    }

    private void Refused(ViewerCommand command, PendingRequest request, RtspResponse response)
    {
        SessionOutcome.Failed refused = Refusal.Explain(request.Method, response, talk.Options.Address);
        talk.Do(new SessionEffect.CommandRefused(command, response.Status, refused.Message, refused.Shortage));
    }
}
