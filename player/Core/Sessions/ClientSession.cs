using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Contracts;
using Streaming.Player.Playout;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>The client's side of one RTSP session, from OPTIONS to TEARDOWN. RFC 2326 §A.1.</summary>
/// <remarks>
/// Contract: hand in messages, signs of media and the passing of time with <c>now</c>; then drain <see cref="TryTake"/>, and call
/// <see cref="Advance"/> when <see cref="Next"/> has come. UDP comes first; refused or silent, it gives way to the connection.
/// </remarks>
public sealed class ClientSession
{
    private readonly ClientOptions _options;
    private readonly Conversation _conversation;
    private readonly ContractTalk _contracts;
    private readonly ContractSide _side;
    private readonly ClientRequests _requests;
    private readonly SessionClock _clock;
    private readonly Queue<SessionEffect> _effects = new();
    private readonly StreamPlan _plan;
    private Presentation? _presentation;
    private SessionOutcome? _outcome;
    private Instant _played;
    private TransportSpec? _transport;

    public ClientSession(ClientOptions options)
    {
        _options = options;
        Url = options.Address.With("audio", options.Audio).With("text", options.Text).Url;
        _conversation = new(options.UserAgent);
        _contracts = new(options.Wish);
        _side = new(_contracts, options.Address, _effects);
        _requests = new(_conversation, _contracts);
        _clock = new(options.Times, options.Later);
        _plan = new(options.Transport);
    }

    /// <summary>The address with what was chosen.</summary>
    public string Url { get; }

    public SessionPhase Phase { get; private set; }

    /// <summary>When to call <see cref="Advance"/>.</summary>
    public Deadline Next => _clock.Next(Phase, _conversation.Oldest);

    public bool TryTake(out SessionEffect? effect) => _effects.TryDequeue(out effect);

    /// <summary>The connection is there.</summary>
    public void Start(Instant now)
    {
        Phase = SessionPhase.Describing;
        Send(_requests.Options(Url, now));
    }

    public void Accept(RtspResponse response, Instant now)
    {
        if (Phase == SessionPhase.Done || _conversation.Match(response) is not { } request)
            return;
        if (request.Method == RtspMethod.Teardown)
            Left(now);
        else if (request.IsKeepAlive || request.Wish is not null)
            Heard(request, response, now);
        else if (Phase == SessionPhase.Describing && request.Method == RtspMethod.Options)
            Send(_requests.Describe(response, Url, now));
        else if (Phase == SessionPhase.SettingUp && response.Status == RtspStatus.UnsupportedTransport && _plan.MayFallBack)
            FallBack("the server does not send over UDP", now);
        else if (Phase == SessionPhase.SettingUp && _side.TakesAlternative(response))
            AskSetup(_transport!, now);
        else if (Phase == SessionPhase.Starting && _side.TakesAlternative(response))
            AskPlay(now);
        else if (!response.IsSuccess)
            Refused(request, response, now);
        else if (Phase == SessionPhase.Describing)
            Described(response, now);
        else if (Phase == SessionPhase.SettingUp)
            SetUp(response, now);
        else if (Phase == SessionPhase.Starting)
            Started(response, now);
    }

    /// <summary>The server asks something on its own account.</summary>
    public void Accept(RtspRequest request) => _side.Answer(request, _conversation.Session);

    /// <summary>Another contract is wished for while it plays; an effect tells what came of it.</summary>
    /// <returns>False where there is nobody to ask: not playing, or a server that knows no contracts.</returns>
    public bool Ask(FlowSpec asked, Instant now)
    {
        if (Phase != SessionPhase.Playing || !_contracts.IsSpoken)
            return false;
        Send(_requests.Wish(_presentation!.ControlUrl, asked, now));
        return true;
    }

    /// <summary>The answer to <see cref="SessionEffect.OpenPorts"/>; null where no ports are to be had.</summary>
    public void PortsOpened(PortPair? ports, Instant now)
    {
        if (Phase == SessionPhase.SettingUp && ports is null)
            FallBack("no UDP ports are free", now);
        else if (Phase == SessionPhase.SettingUp)
            AskSetup(new() { IsMulticast = false, ClientPort = ports }, now);
    }

    /// <summary>A packet of any stream has come, media or report.</summary>
    public void MediaArrived(Instant now) => _clock.Heard(now);

    /// <summary>Every stream has ended.</summary>
    public void AllEnded(Instant now) =>
        Leave(new SessionOutcome.Completed(_clock.IsRangeOver ? EndReason.RangeOver : EndReason.EndOfFilm), now);

    /// <summary>The viewer has had enough.</summary>
    public void Stop(Instant now) => Leave(new SessionOutcome.Completed(EndReason.Stopped), now);

    /// <summary>The connection is gone, or what came over it is not RTSP.</summary>
    public void Disconnected(string why)
    {
        if (Phase == SessionPhase.Done)
            return;
        _outcome ??= new SessionOutcome.Failed(FailureKind.Disconnected, 0, why);
        Finish();
    }

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
                Leave(Failure.NoAnswer(_conversation.Oldest?.Method ?? ""), now);
                break;
            case WakeReason.FirstMediaOverdue when _plan.MayFallBack:
                FallBack($"no media has arrived over UDP within {_options.Times.FirstDatagram.TotalSeconds:0.#} s", now);
                break;
            case WakeReason.FirstMediaOverdue:
                Leave(Failure.NoMedia(_plan.IsTcp), now);
                break;
            case WakeReason.Silence or WakeReason.DurationOver:
                Leave(due.Why == WakeReason.Silence ? Failure.WentSilent() : new SessionOutcome.Completed(EndReason.DurationOver), now);
                break;
            case WakeReason.RangeOver:
                _clock.RangeIsOver();
                _effects.Enqueue(new SessionEffect.EndStreams());
                break;
            case WakeReason.KeepAlive:
                _clock.KeptAlive(now);
                Send(_requests.KeepAlive(_presentation!.ControlUrl, now));
                break;
            case WakeReason.LaterWish:
                if (!Ask(_clock.TakeWish().Asked, now))
                    _effects.Enqueue(new SessionEffect.WishRefused("this server knows no contracts", null));
                break;
        }
    }

    private void Described(RtspResponse response, Instant now)
    {
        if (PresentationReader.Read(response, Url, out ParseError error) is not { } presentation)
        {
            Leave(Failure.NotSdp(error), now);
            return;
        }

        _presentation = presentation;
        _effects.Enqueue(new SessionEffect.Described(_presentation));
        if (_options.DescribeOnly)
            Leave(new SessionOutcome.Completed(EndReason.Described), now);
        else if (!_plan.Choose(_presentation))
            Leave(Failure.NothingPlayable(_presentation), now);
        else
            SetUpNext(now);
    }

    private void SetUpNext(Instant now)
    {
        Phase = SessionPhase.SettingUp;
        if (_plan.Next is not { } track)
            AskPlay(now);
        else if (_plan.IsTcp)
            AskSetup(_plan.Interleaved(), now);
        else
            _effects.Enqueue(new SessionEffect.OpenPorts(track));
    }

    private void AskSetup(TransportSpec transport, Instant now)
    {
        _transport = transport;
        Send(_requests.Setup(_plan.Next!, transport, now));
    }

    private void SetUp(RtspResponse response, Instant now)
    {
        if (_conversation.Join(response) is { } timeout)
            _clock.Established(timeout, now);
        if (_plan.Agree(response) is not { } stream)
        {
            Leave(Failure.OtherTransport(response), now);
            return;
        }

        _effects.Enqueue(new SessionEffect.StreamReady(stream));
        _side.Granted(response);
        SetUpNext(now);
    }

    private void AskPlay(Instant now)
    {
        Phase = SessionPhase.Starting;
        _played = now;
        _clock.Asked();
        Send(_requests.Play(_presentation!.ControlUrl, _options.Start ?? MediaTime.Zero, now));
    }

    private void Started(RtspResponse response, Instant now)
    {
        _side.Granted(response);
        Phase = SessionPhase.Playing;
        PlayAnswer answer = PlayAnswerReader.Read(response, _plan.Agreed, _options.Start, _presentation!.Duration, _played, now);
        _clock.Played(now, _plan.MayFallBack, _options.Duration, answer.End - answer.Start);
        _effects.Enqueue(new SessionEffect.Playing(answer, new(1, answer.Start, answer.End, 1, PlayRate.Normal, GoesOn: false)));
    }

    /// <summary>The answer to what was asked beside the life of the session: only one that ends it matters to that.</summary>
    private void Heard(PendingRequest request, RtspResponse response, Instant now)
    {
        if (response.Status == RtspStatus.SessionNotFound)
            Refused(request, response, now);
        else if (request.IsKeepAlive)
            _side.KeptAlive(response);
        else
            _side.Wished(request, response);
    }

    private void Refused(PendingRequest request, RtspResponse response, Instant now)
    {
        if (response.Status == RtspStatus.SessionNotFound)
            _conversation.Session = null;
        Leave(Refusal.Explain(request.Method, response, _options.Address), now);
    }

    /// <summary>Everything that was set up over UDP is given back, then set up again over the connection.</summary>
    private void FallBack(string why, Instant now)
    {
        _plan.FallBack();
        _contracts.Forget();
        _effects.Enqueue(new SessionEffect.FallBack(why));
        if (_conversation.Session is null)
        {
            SetUpNext(now);
            return;
        }

        Phase = SessionPhase.FallingBack;
        AskTeardown(now);
        _conversation.Session = null;
    }

    private void Leave(SessionOutcome outcome, Instant now)
    {
        if (Phase is SessionPhase.Leaving or SessionPhase.Done)
            return;
        _outcome = outcome;
        bool hasSession = _conversation.Session is not null && Phase != SessionPhase.FallingBack;
        Phase = SessionPhase.Leaving;
        if (!hasSession)
        {
            Finish();
            return;
        }

        _effects.Enqueue(new SessionEffect.SayGoodbye());
        AskTeardown(now);
    }

    private void Left(Instant now)
    {
        _conversation.Forget();
        if (Phase == SessionPhase.FallingBack)
            SetUpNext(now);
        else
            Finish();
    }

    private void Finish()
    {
        Phase = SessionPhase.Done;
        _effects.Enqueue(new SessionEffect.Finished(_outcome!));
    }

    private void AskTeardown(Instant now) => Send(_requests.Teardown(_presentation!.ControlUrl, now));

    private void Send(RtspRequest request) => _effects.Enqueue(new SessionEffect.Send(request));
}
