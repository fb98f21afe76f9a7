using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>What all parts of a client session share: the conversation, how far it has come, what is to be done, and how it is
/// left.</summary>
internal sealed class SessionTalk
{
    private SessionOutcome? _outcome;

    public SessionTalk(ClientOptions options)
    {
        Options = options;
        Url = options.Address.With("audio", options.Audio).With("text", options.Text).Url;
        Conversation = new(options.UserAgent);
        Contracts = new(options.Wish);
        Side = new(Contracts, options.Address, Effects);
        Requests = new(Conversation, Contracts, options.Repair && options.Transport != TransportChoice.Tcp);
        Clock = new(options.Times, options.Later);
        Plan = new(options.Transport);
        Groups = new(options.Times.Group);
        Parity = new(this);
    }

    public ClientOptions Options { get; }

    /// <summary>The address with what was chosen.</summary>
    public string Url { get; }

    public Conversation Conversation { get; }

    public ContractTalk Contracts { get; }

    public ContractSide Side { get; }

    public ClientRequests Requests { get; }

    public SessionClock Clock { get; }

    public StreamPlan Plan { get; }

    public ParityTalk Parity { get; }

    public GroupWatch Groups { get; }

    public Queue<SessionEffect> Effects { get; } = new();

    public SessionPhase Phase { get; set; }

    public Presentation? Presentation { get; set; }

    /// <summary>For all streams together.</summary>
    public string ControlUrl => Presentation!.ControlUrl;

    public void Send(RtspRequest request) => Effects.Enqueue(new SessionEffect.Send(request));

    public void Do(SessionEffect effect) => Effects.Enqueue(effect);

    /// <summary>A stream is agreed upon, with all that goes with it.</summary>
    public void Ready(StreamSetup stream)
    {
        if (Presentation!.Channel is { TakesUnicastReports: false })
            stream = stream with { ReportsTo = stream.Group };
        stream = stream with { IsOfChannel = Presentation.Channel is not null };
        Plan.Add(stream);
        Do(new SessionEffect.StreamReady(stream));
    }

    /// <summary>The server's error ends the session.</summary>
    public void Refused(PendingRequest request, RtspResponse response, Instant now)
    {
        if (response.Status == RtspStatus.SessionNotFound)
            Conversation.Session = null;
        Leave(Refusal.Explain(request.Method, response, Options.Address), now);
    }

    public void Leave(SessionOutcome outcome, Instant now)
    {
        if (Phase is SessionPhase.Leaving or SessionPhase.Done)
            return;
        _outcome = outcome;
        bool hasSession = Conversation.Session is not null && Phase != SessionPhase.FallingBack;
        Phase = SessionPhase.Leaving;
        if (!hasSession)
        {
            Finish();
            return;
        }

        Effects.Enqueue(new SessionEffect.SayGoodbye());
        Send(Requests.Teardown(ControlUrl, now));
    }

    /// <summary>The connection is gone: nobody is left to take leave of.</summary>
    public void Break(SessionOutcome outcome)
    {
        if (Phase == SessionPhase.Done)
            return;
        _outcome ??= outcome;
        Finish();
    }

    public void Finish()
    {
        Phase = SessionPhase.Done;
        Effects.Enqueue(new SessionEffect.Finished(_outcome!));
    }
}
