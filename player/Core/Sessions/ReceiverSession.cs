using Streaming.Formats.Payloads;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Monitoring;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;
using Streaming.Primitives.Chance;
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
    /// <summary>What a stream is taken to need where the description does not say.</summary>
    private static readonly BitRate AssumedRate = BitRate.Mbps(1);

    private readonly IStreamListener? _listener;
    private readonly ReceiverOptions _options;
    private readonly ReceiverIdentity _identity;
    private readonly ClientSession _session;
    private readonly SeededRandom _random;
    private readonly Queue<SessionEffect> _effects = new();
    private readonly List<ActiveStream> _streams = [];
    private Instant _started;
    private Instant _finished;
    private string? _fallback;

    /// <param name="listener">Who plays what comes; null: nobody.</param>
    public ReceiverSession(ClientOptions client, ReceiverOptions options, ReceiverIdentity identity, IStreamListener? listener = null)
    {
        _listener = listener;
        _options = options;
        _identity = identity;
        _session = new(client);
        _random = new(identity.Seed);
        Monitor = new(options.ReorderWait);
    }

    public Presentation? Presentation { get; private set; }

    public IReadOnlyList<ActiveStream> Streams => _streams;

    /// <summary>Those, and those that were set up once and are no more.</summary>
    public IReadOnlyList<ActiveStream> AllStreams => _streams;

    /// <summary>What the last answer to PLAY began; null before the first.</summary>
    public PlaySegment? Segment { get; private set; }

    public PlayAnswer? Answer { get; private set; }

    /// <summary>What all streams received, in time and against the contract.</summary>
    public ReceptionMonitor Monitor { get; private set; }

    public string? Server { get; private set; }

    /// <summary>Null until all is over.</summary>
    public SessionOutcome? Outcome { get; private set; }

    public Deadline Next
    {
        get
        {
            Deadline next = _session.Next;
            foreach (ActiveStream stream in _streams)
            {
                next = Deadline.Earlier(next, new(stream.Reporter.Next, WakeReason.Report));
                next = Deadline.Earlier(next, new(stream.Receive.Next, WakeReason.Reordering));
            }

            return Outcome is null ? next : Deadline.Never;
        }
    }

    public bool HasEffects => _effects.Count > 0;

    public bool TryTake(out SessionEffect? effect) => _effects.TryDequeue(out effect);

    public void Start(Instant now)
    {
        _started = now;
        _session.Start(now);
        Perform(now);
    }

    public void Accept(RtspResponse response, Instant now)
    {
        Server ??= response.Headers["Server"];
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
    public void Pause(Instant now) => Perform(now);

    /// <summary>Goes on exactly where it stopped.</summary>
    public void Resume(Instant now) => Perform(now);

    /// <summary>Goes on elsewhere. While one is under way, of many that follow only the last is asked for. From a pause, too, it plays: who
    /// wants to stay paused pauses again when the picture is there, which loses nothing.</summary>
    public void Seek(MediaTime to, SeekDirection direction, Instant now) => Perform(now);

    /// <summary>Another scale. RFC 2326 §12.34.</summary>
    /// <param name="from">Where it begins; null: where the server stands, which is ahead of what is shown.</param>
    public void SetScale(double scale, MediaTime? from, Instant now) => Perform(now);

    /// <summary>Another speed of delivery. RFC 2326 §12.35.</summary>
    /// <param name="from">As in <see cref="SetScale"/>.</param>
    public void SetSpeed(double speed, MediaTime? from, Instant now) => Perform(now);

    /// <summary>Another language of the sound: the picture loses nothing. An effect says what came of it.</summary>
    public void ChooseAudio(OfferedTrack track, Instant now) => Perform(now);

    /// <summary>Asks the sender for a key picture with the next report that is allowed; only where it takes such requests.</summary>
    /// <returns>False where it does not.</returns>
    public bool RequestKeyPicture(ActiveStream stream, Instant now) => Outcome is null && stream.Setup.Track.TakesPictureLoss;

    public void PortsOpened(PortPair? ports, Instant now)
    {
        _session.PortsOpened(ports, now);
        Perform(now);
    }

    /// <summary>A datagram on a stream's RTP port.</summary>
    public void AcceptMedia(ActiveStream stream, ReadOnlySpan<byte> packet, Instant now)
    {
        stream.Accept(packet, now);
        Heard(now);
    }

    /// <summary>A datagram on a stream's RTCP port.</summary>
    public void AcceptReport(ActiveStream stream, ReadOnlySpan<byte> compound, Instant now)
    {
        if (stream.AcceptReport(compound, now))
            Heard(now);
    }

    /// <summary>An interleaved frame; one on a channel nobody agreed on is ignored.</summary>
    public void AcceptFrame(byte channel, ReadOnlySpan<byte> packet, Instant now)
    {
        foreach (ActiveStream stream in _streams)
        {
            if (stream.Setup.Channels is not { } channels)
                continue;
            if (channels.Rtp == channel)
                AcceptMedia(stream, packet, now);
            else if (channels.Rtcp == channel)
                AcceptReport(stream, packet, now);
        }
    }

    public void Stop(Instant now)
    {
        _session.Stop(now);
        Perform(now);
    }

    public void Disconnected(string why, Instant now)
    {
        _session.Disconnected(why);
        Perform(now);
    }

    public void Advance(Instant now)
    {
        foreach (ActiveStream stream in _streams)
        {
            if (stream.Receive.Next <= now)
                stream.Drain(now);
            if (stream.Reporter.Next <= now)
                Report(stream, stream.Reporter.WriteDue, now);
        }

        _session.Advance(now);
        AskWhetherAllEnded(now);
        Perform(now);
    }

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

    /// <summary>What is known now; complete once <see cref="Outcome"/> is there.</summary>
    public ReceiverReport Report(Instant now) => ReportBuilder.Build(new(_session.Url)
    {
        Server = Server,
        Presentation = Presentation,
        Answer = Answer,
        Outcome = Outcome,
        Fallback = _fallback,
        Started = _started,
        At = Outcome is null ? now : _finished,
        Monitor = Monitor,
        Streams = _streams,
    });

    private delegate int WriteReport(ReceiveStream stream, Instant now, Span<byte> wire);

    private void Heard(Instant now)
    {
        _session.MediaArrived(now);
        AskWhetherAllEnded(now);
        Perform(now);
    }

    private void AskWhetherAllEnded(Instant now)
    {
        if (_session.Phase == SessionPhase.Playing && _streams.TrueForAll(stream => stream.HasEnded))
            _session.AllEnded(now);
    }

    private void Report(ActiveStream stream, WriteReport write, Instant now)
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        int size = write(stream.Receive, now, wire);
        if (size > 0)
            _effects.Enqueue(new SessionEffect.SendReport(stream, wire[..size].ToArray()));
    }

    /// <summary>Does what of the session's effects concerns the streams, and hands on what concerns the shell.</summary>
    private void Perform(Instant now)
    {
        while (_session.TryTake(out SessionEffect? effect))
        {
            switch (effect)
            {
                case SessionEffect.Described described:
                    Presentation = described.Presentation;
                    break;
                case SessionEffect.StreamReady ready:
                    effect = new SessionEffect.StreamOpened(Open(ready.Setup, now));
                    break;
                case SessionEffect.Playing playing:
                    Answer = playing.Answer;
                    Segment = playing.Segment;
                    _listener?.Began(Segment, now);
                    foreach (ActiveStream stream in _streams)
                        stream.Begin(playing.Answer.Info[stream.Place], now);
                    break;
                case SessionEffect.ContractGranted granted:
                    Monitor.Adopt(granted.Terms, "", now);
                    break;
                case SessionEffect.ContractChanged changed:
                    Monitor.Adopt(changed.Terms, changed.Reason, now);
                    break;
                case SessionEffect.FallBack fallBack:
                    _fallback = fallBack.Why;
                    Monitor = new(_options.ReorderWait);
                    Dispose();
                    _streams.Clear();
                    break;
                case SessionEffect.EndStreams:
                    _streams.ForEach(stream => stream.End(now));
                    AskWhetherAllEnded(now);
                    break;
                case SessionEffect.SayGoodbye:
                    _streams.ForEach(stream => Report(stream, stream.Reporter.WriteBye, now));
                    break;
                case SessionEffect.Finished finished:
                    Outcome = finished.Outcome;
                    Monitor.Finish(now);
                    _finished = now;
                    break;
            }

            _effects.Enqueue(effect!);
        }
    }

    private ActiveStream Open(StreamSetup setup, Instant now)
    {
        PayloadDescription payload = setup.Track.Payload!;
        bool isPlayable = PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer);
        Invariant.That(isPlayable && depacketizer is not null, "only playable tracks are set up");
        ReorderPolicy policy = setup.IsTcp ? ReorderPolicy.Connection : new(_options.ReorderWait);
        ReceiveStream receive = new(payload.PayloadType, payload.Clock, depacketizer, policy, trustsAll: setup.IsTcp) { Monitor = Monitor };
        if (setup.Ssrc is { } source)
            receive.Announce(source);
        Ssrc own = new((uint)_random.NextUInt64());
        ReceptionReporter reporter = new(
            own, _identity.Cname, setup.Track.Rate ?? AssumedRate, payload.Clock, new SeededRandom(_random.NextUInt64()));
        reporter.Start(now);
        ActiveStream stream = new(_streams.Count, setup, receive, new SampleTally(_options.KeepsDigests), reporter);
        _streams.Add(stream);
        return stream;
    }
}
