using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>The part of a session up to its first PLAY: OPTIONS, DESCRIBE, and a SETUP for each stream.</summary>
/// <remarks>The first SETUP is waited for, because its answer names the session; for a viewer, who waits for the first picture, a server
/// that speaks contracts, and so takes requests one behind the other, gets the rest together, and PLAY behind them.</remarks>
internal sealed class SetupTalk(SessionTalk talk, PlayTalk play)
{
    private readonly Queue<OfferedTrack> _waitForPorts = new();
    private int _underWay;
    private bool _isPlain;
    private bool _hasJoined;

    /// <summary>Not where an answer may have to be asked again, less well: that is known only when it is there.</summary>
    private bool Pipelines => talk.Contracts.IsSpoken && talk.Options.Preference is not null && talk.Options.Wish.Accept.Count == 0;

    public void Start(Instant now)
    {
        talk.Phase = SessionPhase.Describing;
        talk.Send(talk.Requests.Options(talk.Url, now));
    }

    /// <summary>The answer to OPTIONS.</summary>
    public void Met(RtspResponse response, Instant now)
    {
        talk.Requests.Meet(response);
        _isPlain = talk.Options.Preference is null or { TakesAll: true } || !talk.Contracts.IsSpoken;
        Describe(now);
    }

    /// <summary>The answer to DESCRIBE.</summary>
    public void Described(PendingRequest request, RtspResponse response, Instant now)
    {
        if (!response.IsSuccess && !_isPlain)
        {
            // Something of what all titles might have is not to be had of this one.
            _isPlain = true;
            Describe(now);
        }
        else if (!response.IsSuccess)
        {
            talk.Refused(request, response, now);
        }
        else if (PresentationReader.Read(response, talk.Url, out ParseError error) is not { } presentation)
        {
            talk.Leave(Failure.NotSdp(error), now);
        }
        else
        {
            Choose(presentation, now);
        }
    }

    /// <summary>The answer to <see cref="SessionEffect.OpenPorts"/>.</summary>
    /// <returns>False where there are none, and UDP is to be given up.</returns>
    public bool PortsOpened(PortPair? ports, Instant now)
    {
        if (!_waitForPorts.TryDequeue(out OfferedTrack? track))
            return true;
        if (ports is null)
            return false;
        Ask(track, new() { IsMulticast = talk.Plan.IsMulticast, ClientPort = ports }, now);
        AskToPlay(now);
        return true;
    }

    /// <summary>The answer to a SETUP.</summary>
    public void SetUp(PendingRequest request, RtspResponse response, Instant now)
    {
        _underWay--;
        OfferedTrack track = request.Track!;
        if (talk.Side.TakesAlternative(response))
        {
            Ask(track, talk.Plan.AskedFor(track), now);
            return;
        }

        if (!response.IsSuccess && !MayMiss(track))
        {
            talk.Refused(request, response, now);
            return;
        }

        if (!response.IsSuccess)
            Miss(track, response);
        else if (!TryAgree(track, response, now))
            return;
        Next(now);
    }

    /// <summary>The answer to the SETUP of a stream's parity.</summary>
    public void ParitySetUp(PendingRequest request, RtspResponse response, Instant now)
    {
        _underWay--;
        if (talk.Parity.Answered(request, response, now) is { } stream)
            talk.Ready(stream);
        Next(now);
    }

    /// <summary>Everything is set up again, another way.</summary>
    public void SetUpAgain(Instant now)
    {
        (_underWay, _hasJoined) = (0, false);
        _waitForPorts.Clear();
        talk.Parity.Reset();
        talk.Phase = SessionPhase.SettingUp;
        Next(now);
    }

    private void Describe(Instant now)
    {
        string url = _isPlain
            ? talk.Url
            : talk.Options.Address.With("audio", "all").With("text", "all").With("slides", "all").Url;
        talk.Send(talk.Requests.Describe(url, now));
    }

    private void Choose(Presentation presentation, Instant now)
    {
        talk.Presentation = presentation;
        talk.Requests.OfChannel = presentation.Channel is not null;
        talk.Do(new SessionEffect.Described(presentation));
        if (talk.Options.DescribeOnly)
            talk.Leave(new SessionOutcome.Completed(EndReason.Described), now);
        else if (presentation.Channel is null && talk.Options.Transport == TransportChoice.Multicast)
            talk.Leave(Failure.NoChannel(), now);
        else if (!Choose(presentation))
            talk.Leave(Failure.NothingPlayable(presentation), now);
        else
            SetUpAgain(now);
    }

    private bool Choose(Presentation presentation)
    {
        if (presentation.Channel is null)
            return talk.Plan.Choose(presentation, talk.Options.Preference);
        TrackPreference preference = talk.Options.Preference is { TakesAll: false } preferred ? preferred : TrackPreference.Viewer;
        if (talk.Options.Audio is { } language)
            preference = preference with { Audio = [language, .. preference.Audio] };
        return talk.Plan.ChooseOfChannel(presentation, preference, talk.Options.Wish.Accept);
    }

    /// <summary>Asks for what may be asked for now; when all is answered, for PLAY.</summary>
    private void Next(Instant now)
    {
        int most = Pipelines && _hasJoined ? int.MaxValue : 1;
        while (!talk.Plan.IsAllAsked && _underWay + _waitForPorts.Count < most)
        {
            OfferedTrack track = talk.Plan.TakeNext();
            if (talk.Plan.IsTcp)
                Ask(track, talk.Plan.Interleaved(), now);
            else
                OpenPorts(track);
        }

        AskToPlay(now);
    }

    private void AskToPlay(Instant now)
    {
        bool isReady = talk.Plan.IsAllAsked && _waitForPorts.Count == 0 && (_underWay == 0 || (Pipelines && _hasJoined));
        if (!isReady || talk.Phase != SessionPhase.SettingUp)
            return;
        if (talk.Plan.Agreed.Count == 0 && _underWay == 0)
            talk.Leave(Failure.NothingPlayable(talk.Presentation!), now);
        else
            play.AskFirst(now);
    }

    private void OpenPorts(OfferedTrack track)
    {
        _waitForPorts.Enqueue(track);
        talk.Do(new SessionEffect.OpenPorts(track));
    }

    private void Ask(OfferedTrack track, TransportSpec transport, Instant now)
    {
        _underWay++;
        talk.Plan.Ask(track, transport);
        talk.Send(talk.Requests.Setup(track, transport, now));
        if (Pipelines && _hasJoined)
            AskForParity(track, transport, now);
    }

    private void AskForParity(OfferedTrack track, TransportSpec transport, Instant now) =>
        _underWay += talk.Parity.Ask(track, transport, now) ? 1 : 0;

    private bool TryAgree(OfferedTrack track, RtspResponse response, Instant now)
    {
        if (talk.Conversation.Join(response) is { } timeout)
        {
            _hasJoined = true;
            talk.Clock.Established(timeout, now);
        }

        TransportSpec asked = talk.Plan.AskedFor(track);
        if (talk.Plan.Agree(track, response) is not { } stream)
        {
            talk.Leave(Failure.OtherTransport(response), now);
            return false;
        }

        AskForParity(track, asked, now);
        if (talk.Parity.IsComplete(stream))
            talk.Ready(stream);
        talk.Side.Granted(response);
        return true;
    }

    /// <summary>Texts and slides are extras to whoever has chosen streams; a film without them is the film.</summary>
    private bool MayMiss(OfferedTrack track) =>
        talk.Options.Preference is not null && track.Kind is TrackKind.Text or TrackKind.Slides;

    private void Miss(OfferedTrack track, RtspResponse response)
    {
        talk.Plan.GiveUp(track);
        talk.Do(new SessionEffect.ClosePorts(track));
        string what = track.Kind == TrackKind.Slides ? "slides" : $"text ({track.Language})";
        string why = Refusal.Explain(RtspMethod.Setup, response, talk.Options.Address).Message;
        talk.Do(new SessionEffect.Noted($"{what} cannot be had: {why}"));
    }
}
