using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>The client's side of one RTSP session, from OPTIONS to TEARDOWN. RFC 2326 §A.1.</summary>
/// <remarks>
/// Contract: hand in messages, signs of media, wishes and the passing of time with <c>now</c>; then drain <see cref="TryTake"/>, and call
/// <see cref="Advance"/> when <see cref="Next"/> has come. A channel comes by multicast first, a title over
/// UDP; refused or silent, each gives way to the next. What the viewer wishes is asked for one thing at a time, and the newest wish wins;
/// what is refused leaves everything as it was.
/// </remarks>
public sealed class ClientSession
{
    private readonly SessionTalk _talk;
    private readonly SetupTalk _setup;
    private readonly PlayTalk _play;
    private readonly LaneTalk _lanes;

    public ClientSession(ClientOptions options)
    {
        _talk = new(options);
        _play = new(_talk);
        _setup = new(_talk, _play);
        _lanes = new(_talk);
    }

    /// <summary>The address with what was chosen.</summary>
    public string Url => _talk.Url;

    public SessionPhase Phase => _talk.Phase;

    /// <summary>When to call <see cref="Advance"/>.</summary>
    public Deadline Next => Deadline.Earlier(
        _talk.Clock.Next(Phase, _talk.Conversation.Oldest),
        Phase == SessionPhase.Playing && _talk.Plan.MayFallBack ? new(_talk.Groups.SilentAt, WakeReason.GroupSilent) : Deadline.Never);

    public bool TryTake(out SessionEffect? effect) => _talk.Effects.TryDequeue(out effect);

    /// <summary>The connection is there.</summary>
    public void Start(Instant now) => _setup.Start(now);

    public void Accept(RtspResponse response, Instant now)
    {
        if (Phase == SessionPhase.Done || _talk.Conversation.Match(response) is not { } request)
            return;
        if (request.IsKeepAlive || request.Wish is not null)
            Heard(request, response, now);
        else if (request.Method == RtspMethod.Teardown)
            Left(now);
        else if (Phase is not (SessionPhase.Leaving or SessionPhase.FallingBack))
            Answered(request, response, now);
    }

    /// <summary>The server asks something on its own account.</summary>
    public void Accept(RtspRequest request) => _talk.Side.Answer(request, _talk.Conversation.Session);

    /// <summary>Another contract is wished for while it plays; an effect tells what came of it.</summary>
    /// <returns>False where there is nobody to ask: nothing is played, or by a server that knows no contracts.</returns>
    public bool Ask(FlowSpec asked, Instant now)
    {
        if (Phase is not (SessionPhase.Playing or SessionPhase.Paused or SessionPhase.Ended) || !_talk.Contracts.IsSpoken)
            return false;
        ProtectionWish protection = _talk.Conversation.Wished?.Protection ?? _talk.Contracts.Protection;
        _talk.Send(_talk.Requests.Wish(_talk.ControlUrl, new(asked, protection, IsForProtection: false), now));
        return true;
    }

    /// <summary>Other protection is wished for while it plays; what the viewer has asked for stays.</summary>
    /// <returns>False where there is nobody to ask, or another wish is not answered yet.</returns>
    internal bool Protect(ProtectionWish asked, Instant now)
    {
        if (Phase is not SessionPhase.Playing || !_talk.Contracts.IsSpoken || _talk.Conversation.Wished is not null)
            return false;
        _talk.Send(_talk.Requests.Wish(_talk.ControlUrl, new(_talk.Contracts.Wish, asked, IsForProtection: true), now));
        return true;
    }

    /// <inheritdoc cref="ReceiverSession.Pause"/>
    public void Pause(Instant now) => Want(new ViewerCommand.Pause(), intent => intent.Runs = false, now);

    /// <inheritdoc cref="ReceiverSession.Resume"/>
    public void Resume(Instant now) => Want(new ViewerCommand.Resume(), intent => intent.Runs = true, now);

    /// <inheritdoc cref="ReceiverSession.Seek"/>
    public void Seek(MediaTime to, SeekDirection direction, Instant now)
    {
        ViewerCommand.Seek seek = new(to, direction);
        Want(seek, intent => intent.SeekTo(seek), now);
    }

    /// <inheritdoc cref="ReceiverSession.SetScale"/>
    public void SetScale(double scale, MediaTime? from, Instant now) =>
        Want(new ViewerCommand.ChangeScale(scale), intent => intent.SetScale(scale, from), now);

    /// <inheritdoc cref="ReceiverSession.SetSpeed"/>
    public void SetSpeed(double speed, MediaTime? from, Instant now) =>
        Want(new ViewerCommand.ChangeSpeed(speed), intent => intent.SetSpeed(speed, from), now);

    /// <inheritdoc cref="ReceiverSession.ChooseAudio"/>
    public void ChooseAudio(OfferedTrack track, Instant now) =>
        Want(new ViewerCommand.ChooseAudio(track), intent => intent.Sound = track, now);

    /// <summary>The answer to <see cref="SessionEffect.OpenPorts"/>, one for each in their order; null where no ports are to be
    /// had.</summary>
    public void PortsOpened(PortPair? ports, Instant now)
    {
        bool isTaken = _play.PortsOpened(ports, now) || _lanes.PortsOpened(ports, now);
        if (isTaken || Phase is not (SessionPhase.SettingUp or SessionPhase.Starting))
            return;
        if (!_setup.PortsOpened(ports, now))
            FallBack("no UDP ports are free", now);
    }

    /// <summary>A packet of any stream has come, media or report.</summary>
    public void MediaArrived(Instant now)
    {
        _talk.Clock.Heard(now);
        _talk.Plan.IsProven = true;
    }

    /// <inheritdoc cref="ReceiverSession.JoinFailed"/>
    public void JoinFailed(OfferedTrack track, string why, Instant now)
    {
        if (Phase == SessionPhase.Playing && _lanes.Leave(track, now))
            _talk.Do(new SessionEffect.LaneRefused(track, why, null));
        else if (_talk.Plan.MayFallBack)
            FallBack(why, now);
        else
            _talk.Leave(new SessionOutcome.Failed(FailureKind.NoMedia, 0, why), now);
    }

    /// <summary>A packet of media has come by a group that was joined.</summary>
    public void GroupHeard(TrackKind kind, Instant now) => _talk.Groups.Heard(kind, now);

    /// <summary>One more stream of a channel that plays: set up, then joined. An effect tells what came of it.</summary>
    /// <returns>False where nothing can be joined now.</returns>
    internal bool Join(OfferedTrack track, Instant now) => _lanes.Join(track, null, now);

    /// <summary>One less of it: left, then torn down.</summary>
    /// <returns>False where it is none of those that are set up.</returns>
    internal bool Leave(OfferedTrack track, Instant now) => _lanes.Leave(track, now);

    /// <summary>Every stream has ended.</summary>
    public void AllEnded(Instant now) => _play.Ended(now);

    /// <summary>The viewer has had enough.</summary>
    public void Stop(Instant now) => _talk.Leave(new SessionOutcome.Completed(EndReason.Stopped), now);

    /// <summary>The connection is gone, or what came over it is not RTSP.</summary>
    public void Disconnected(string why) => _talk.Break(new SessionOutcome.Failed(FailureKind.Disconnected, 0, why));

    /// <summary>The deadline has come.</summary>
    public void Advance(Instant now)
    {
        Deadline due = Next;
        if (due.At > now)
            return;
        switch (due.Why)
        {
            case WakeReason.AnswerOverdue when Phase is SessionPhase.Leaving or SessionPhase.FallingBack:
                Left(now);
                break;
            case WakeReason.AnswerOverdue:
                _talk.Leave(Failure.NoAnswer(_talk.Conversation.Oldest?.Method ?? ""), now);
                break;
            case WakeReason.FirstMediaOverdue when _talk.Plan.MayFallBack:
                FallBack($"no media has arrived over UDP within {_talk.Options.Times.FirstDatagram.TotalSeconds:0.#} s", now);
                break;
            case WakeReason.GroupSilent:
                FallBack(Silence(), now);
                break;
            case WakeReason.FirstMediaOverdue:
                _talk.Leave(Failure.NoMedia(_talk.Plan.Way), now);
                break;
            case WakeReason.Silence:
                _talk.Leave(Failure.WentSilent(), now);
                break;
            case WakeReason.DurationOver:
                _talk.Leave(new SessionOutcome.Completed(EndReason.DurationOver), now);
                break;
            case WakeReason.RangeOver:
                _talk.Clock.RangeIsOver();
                _talk.Do(new SessionEffect.EndStreams());
                break;
            case WakeReason.KeepAlive:
                _talk.Clock.KeptAlive(now);
                _talk.Send(_talk.Requests.KeepAlive(_talk.ControlUrl, now));
                break;
            case WakeReason.LaterWish:
                if (!Ask(_talk.Clock.TakeWish().Asked, now))
                    _talk.Do(new SessionEffect.WishRefused("this server knows no contracts", null));
                break;
        }
    }

    private void Want(ViewerCommand command, Action<ViewerIntent> wish, Instant now)
    {
        if (_talk.Presentation?.Channel is null)
            _play.Want(wish, now);
        else
            _lanes.Want(command, now);
    }

    private void Answered(PendingRequest request, RtspResponse response, Instant now)
    {
        bool isBeginning = Phase is SessionPhase.SettingUp or SessionPhase.Starting;
        switch (request.Method)
        {
            case RtspMethod.Options:
                _setup.Met(response, now);
                break;
            case RtspMethod.Describe:
                _setup.Described(request, response, now);
                break;
            case RtspMethod.Setup when request.IsParity && isBeginning:
                _setup.ParitySetUp(request, response, now);
                break;
            case RtspMethod.Setup when request.IsParity && _lanes.ParityAnswered(request, response, now):
            case RtspMethod.Setup when !isBeginning && _lanes.Answered(request, response, now):
                break;
            case RtspMethod.Setup when request.IsParity:
                _play.ParityAnswered(request, response, now);
                break;
            case RtspMethod.Setup when isBeginning && response.Status == RtspStatus.UnsupportedTransport && _talk.Plan.MayFallBack:
                FallBack($"the server does not send {(_talk.Plan.IsMulticast ? "by multicast" : "over UDP")}", now);
                break;
            case RtspMethod.Setup when isBeginning:
                _setup.SetUp(request, response, now);
                break;
            case RtspMethod.Setup:
                _play.SetupAnswered(request, response, now);
                break;
            case RtspMethod.Play:
                _play.Answered(request, response, now);
                break;
            case RtspMethod.Pause:
                _play.PauseAnswered(request, response, now);
                break;
        }
    }

    /// <summary>The answer to what was asked beside the life of the session: only one that ends it matters to that.</summary>
    private void Heard(PendingRequest request, RtspResponse response, Instant now)
    {
        if (response.Status == RtspStatus.SessionNotFound)
            _talk.Refused(request, response, now);
        else if (request.IsKeepAlive)
            _talk.Side.KeptAlive(response);
        else
            _talk.Side.Wished(request, response);
    }

    private string Silence()
    {
        TrackKind silent = _talk.Groups.Silent;
        StreamSetup? setup = _talk.Plan.Agreed.FirstOrDefault(stream => stream.IsMulticast && stream.Track.Kind == silent);
        string kind = silent == TrackKind.Video ? "picture" : "sound";
        return $"nothing has been heard of the {kind}'s group {setup?.Group!.Address} for {_talk.Options.Times.Group.TotalSeconds:0.#} s";
    }

    /// <summary>Everything that was set up one way is given back, then set up again the next.</summary>
    private void FallBack(string why, Instant now)
    {
        _talk.Plan.FallBack();
        _talk.Contracts.Forget();
        _talk.Contracts.Protection = ProtectionWish.None;
        _play.Reset();
        _lanes.Reset();
        _talk.Groups.Stop();
        _talk.Do(new SessionEffect.FallBack(why, _talk.Plan.Way));
        if (_talk.Conversation.Session is null)
        {
            _talk.Conversation.Forget();
            _setup.SetUpAgain(now);
            return;
        }

        _talk.Phase = SessionPhase.FallingBack;
        _talk.Send(_talk.Requests.Teardown(_talk.ControlUrl, now));
        _talk.Conversation.Session = null;
    }

    private void Left(Instant now)
    {
        _talk.Conversation.Forget();
        if (Phase == SessionPhase.FallingBack)
            _setup.SetUpAgain(now);
        else
            _talk.Finish();
    }
}
