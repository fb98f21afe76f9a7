using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Channels;
using Streaming.Player.Monitoring;
using Streaming.Player.Playout;
using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;
using ReceiverReport = Streaming.Player.Reporting.ReceiverReport;

namespace Streaming.Player.Sessions;

/// <summary>A whole receiver without a socket: the conversation, the streams it sets up, their samples and reports.</summary>
/// <remarks>
/// Contract: hand in what arrives with <c>now</c>, perform what <see cref="TryTake"/> gives, call <see cref="Advance"/> when
/// <see cref="Next"/> has come, until <see cref="Outcome"/> is there. The same code runs on sockets and in virtual time.
/// </remarks>
public sealed class ReceiverSession : IDisposable
{
    private readonly ReceiverOptions _options;
    private readonly ClientSession _session;
    private readonly StreamSet _streams;
    private readonly Queue<SessionEffect> _effects = new();
    private readonly SessionProtection? _protection;
    private readonly ChannelSide _channel;
    private readonly SessionRecord _record;

    /// <param name="listener">Who plays what comes; null: nobody.</param>
    /// <param name="reception">Makes what decides about a channel, given the listener; null: what usually does.</param>
    public ReceiverSession(
        ClientOptions client, ReceiverOptions options, ReceiverIdentity identity, IStreamListener? listener = null,
        Func<IStreamListener?, IChannelReception>? reception = null)
    {
        _options = options;
        _session = new(client);
        _record = new(_session.Url);
        _channel = new(_session, () => reception?.Invoke(listener) ?? new ChannelReception(listener, identity.Seed));
        _streams = new(options, identity) { Listener = listener };
        Monitor = new(options.ReorderWait);
        _protection = client is { Repair: true, Protection: { } protection } ? new(protection, _session, _effects) : null;
    }

    public Presentation? Presentation => _record.Presentation;

    public IReadOnlyList<ActiveStream> Streams => _streams.Active;

    /// <summary>Those, and those that were set up once and are no more.</summary>
    public IReadOnlyList<ActiveStream> AllStreams => _streams.All;

    /// <summary>What the last answer to PLAY began; null before the first.</summary>
    public PlaySegment? Segment { get; private set; }

    /// <summary>The first answer to PLAY; null before it.</summary>
    public PlayAnswer? Answer => _record.Answer;

    public SessionPhase Phase => _session.Phase;

    /// <summary>What all streams received, in time and against the contract.</summary>
    public ReceptionMonitor Monitor { get; private set; }

    public string? Server => _record.Server;

    /// <summary>Null until all is over.</summary>
    public SessionOutcome? Outcome => _record.Outcome;

    public Deadline Next => Outcome is not null ? Deadline.Never : Deadline.Earlier(
        Deadline.Earlier(new(_protection?.Next ?? Instant.Never, WakeReason.Protection), _channel.Next),
        Deadline.Earlier(_session.Next, _streams.Next));

    public bool HasEffects => _effects.Count > 0;

    public bool TryTake(out SessionEffect? effect) => _effects.TryDequeue(out effect);

    public void Start(Instant now)
    {
        _record.Started = now;
        _session.Start(now);
        Perform(now);
    }

    public void Accept(RtspResponse response, Instant now)
    {
        _record.Server ??= response.Headers["Server"];
        _session.Accept(response, now);
        Perform(now);
    }

    /// <summary>The server asks us something.</summary>
    public void Accept(RtspRequest request, Instant now)
    {
        _session.Accept(request);
        Perform(now);
    }

    /// <summary>Another contract is wished for while it plays; an effect tells what came of it.</summary>
    /// <returns>False where there is nobody to ask: not playing, or a server that knows no contracts.</returns>
    public bool Ask(FlowSpec asked, Instant now)
    {
        bool isAsked = _session.Ask(asked, now);
        Perform(now);
        return isAsked;
    }

    /// <summary>Stops where it is. What is wished for overtakes what is under way: the newest wish wins.</summary>
    public void Pause(Instant now) => Do(session => session.Pause(now), now);

    /// <summary>Goes on exactly where it stopped.</summary>
    public void Resume(Instant now) => Do(session => session.Resume(now), now);

    /// <summary>Goes on elsewhere. While one is under way, of many that follow only the last is asked for. From a pause, too, it plays: who
    /// wants to stay paused pauses again when the picture is there, which loses nothing.</summary>
    public void Seek(MediaTime to, SeekDirection direction, Instant now) => Do(session => session.Seek(to, direction, now), now);

    /// <summary>Another scale. RFC 2326 §12.34.</summary>
    /// <param name="from">Where it begins; null: where the server stands, which is ahead of what is shown.</param>
    public void SetScale(double scale, MediaTime? from, Instant now) => Do(session => session.SetScale(scale, from, now), now);

    /// <summary>Another speed of delivery. RFC 2326 §12.35.</summary>
    public void SetSpeed(double speed, MediaTime? from, Instant now) => Do(session => session.SetSpeed(speed, from, now), now);

    /// <summary>Another language of the sound: the picture loses nothing. An effect says what came of it.</summary>
    public void ChooseAudio(OfferedTrack track, Instant now) => Do(session => session.ChooseAudio(track, now), now);

    /// <summary>Asks the sender for a key picture with the next report that is allowed; only where it takes such requests.</summary>
    /// <returns>False where it does not.</returns>
    public bool RequestKeyPicture(ActiveStream stream, Instant now)
    {
        bool takes = Outcome is null && stream.Setup.Track.TakesPictureLoss;
        if (takes)
            stream.Reporter.RequestPicture(now);
        return takes;
    }

    public void PortsOpened(PortPair? ports, Instant now) => Do(session => session.PortsOpened(ports, now), now);

    /// <summary>This machine cannot join a stream's group.</summary>
    public void JoinFailed(ActiveStream stream, string why, Instant now) => Do(one => one.JoinFailed(stream.Setup.Track, why, now), now);

    /// <summary>A datagram on a stream's RTP port; of a group, on that of the group or of its parity's.</summary>
    public void AcceptMedia(ActiveStream stream, ReadOnlySpan<byte> packet, Instant now)
    {
        if (stream.Setup.IsMulticast)
            _session.GroupHeard(stream.Setup.Track.Kind, now);
        stream.Advice?.Heard(packet, stream.Receive.Source, now);
        stream.Accept(packet, now);
        Heard(now);
    }

    /// <summary>A datagram on the port of our own that goes with a group: what we asked for, and what it sent before we listened.</summary>
    public void AcceptResent(ActiveStream stream, ReadOnlySpan<byte> packet, Instant now)
    {
        stream.AcceptResent(packet, now);
        Heard(now);
    }

    /// <summary>A datagram of the server's on a stream's RTCP port, that of a group or our own.</summary>
    public void AcceptReport(ActiveStream stream, ReadOnlySpan<byte> compound, Instant now)
    {
        if (!stream.AcceptReport(compound, now))
            return;
        _channel.Reported(stream, compound, now);
        Heard(now);
    }

    /// <summary>An interleaved frame; one on a channel nobody agreed on is ignored.</summary>
    public void AcceptFrame(byte channel, ReadOnlySpan<byte> packet, Instant now)
    {
        ActiveStream? stream = _streams.OfChannel(channel);
        if (stream?.Setup.Channels?.Rtp == channel)
            AcceptMedia(stream!, packet, now);
        else if (stream is not null)
            AcceptReport(stream, packet, now);
    }

    public void Stop(Instant now) => Do(session => session.Stop(now), now);

    public void Disconnected(string why, Instant now) => Do(session => session.Disconnected(why), now);

    public void Advance(Instant now)
    {
        _streams.Advance(now, Send);
        _session.Advance(now);
        AskWhetherAllEnded(now);
        _channel.Advance(_streams.Active, now);
        _protection?.Advance(_streams.Active, Answer, now);
        Perform(now);
    }

    public void Dispose()
    {
        _streams.Dispose();
        _channel.Dispose();
    }

    /// <summary>What is known now; complete once <see cref="Outcome"/> is there.</summary>
    public ReceiverReport Report(Instant now) => _record.Report(Monitor, _streams.All, _channel, now);

    private void Do(Action<ClientSession> act, Instant now)
    {
        act(_session);
        Perform(now);
    }

    private void Heard(Instant now)
    {
        _session.MediaArrived(now);
        AskWhetherAllEnded(now);
        Perform(now);
    }

    private void Adopt(ContractText terms, string reason, Instant now)
    {
        Monitor.Adopt(terms, reason, now);
        _streams.Adopt(terms.Contract);
    }

    private void AskWhetherAllEnded(Instant now)
    {
        if (Phase is SessionPhase.Playing or SessionPhase.Paused && _streams.HaveAllEnded)
            _session.AllEnded(now);
    }

    private void Send(ActiveStream stream, byte[] compound) => _effects.Enqueue(new SessionEffect.SendReport(stream, compound));

    /// <summary>Does what of the session's effects concerns the streams, and hands on what concerns the shell.</summary>
    private void Perform(Instant now)
    {
        for (_channel.Step(now); _session.TryTake(out SessionEffect? effect); _channel.Step(now))
        {
            effect = Apply(effect!, now);
            _effects.Enqueue(effect);
            _channel.Heard(effect, now);
            if (!_channel.IsOn)
                _protection?.Heard(effect, now);
            if (_channel.IsOn && Phase == SessionPhase.Playing)
                _streams.Changed(effect, now);
        }
    }

    /// <returns>What the shell is told.</returns>
    private SessionEffect Apply(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.Described described:
                _record.Presentation = described.Presentation;
                _streams.Listener = _channel.Described(described.Presentation, now) ?? _streams.Listener;
                break;
            case SessionEffect.StreamReady ready:
                effect = new SessionEffect.StreamOpened(_streams.Open(ready.Setup, Monitor, now));
                break;
            case SessionEffect.StreamReleased released when _streams.Close(released.Track) is { } closed:
                effect = new SessionEffect.StreamClosed(closed);
                break;
            case SessionEffect.AsksToPlay:
                _streams.Hold();
                break;
            case SessionEffect.GoesOn:
                _streams.Release(now);
                AskWhetherAllEnded(now);
                break;
            case SessionEffect.Playing playing:
                _record.Answer ??= playing.Answer;
                _channel.Began(playing.Answer, now);
                Segment = playing.Segment;
                Monitor.Begin();
                _streams.Begin(playing.Answer, playing.Segment, now);
                break;
            case SessionEffect.ContractGranted granted:
                Adopt(granted.Terms, "", now);
                break;
            case SessionEffect.ContractChanged changed:
                Adopt(changed.Terms, changed.Reason, now);
                break;
            case SessionEffect.FallBack fallBack when _channel.IsOn:
                _record.FellBack(fallBack.Why);
                _channel.FallBack(fallBack.Why, _streams.Active, now);
                _streams.Leave();
                break;
            case SessionEffect.FallBack fallBack:
                _record.FellBack(fallBack.Why);
                Monitor = new(_options.ReorderWait);
                _record.Answer = null;
                _streams.Clear();
                break;
            case SessionEffect.EndStreams:
                _streams.End(now);
                AskWhetherAllEnded(now);
                break;
            case SessionEffect.SayGoodbye:
                _streams.SayGoodbye(now, Send);
                break;
            case SessionEffect.Finished finished:
                _record.Finished(finished.Outcome, now);
                Monitor.Finish(now);
                break;
        }

        return effect;
    }
}
