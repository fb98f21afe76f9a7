using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Player.Sound;
using Streaming.Testing.Films;

namespace Streaming.World.Tests.Theatre;

/// <summary>A whole player without a socket, a screen or a sound device: real decoders, and a record of what was presented.</summary>
internal sealed class StagePlayer : IDisposable
{
    private const int Rate = 48_000, Channels = 2;

    /// <summary>What a device takes at once: 10 ms.</summary>
    private const int Block = Rate / 100;

    /// <summary>From being handed to the device to being heard.</summary>
    private static readonly TimeSpan DeviceLatency = TimeSpan.FromMilliseconds(20);

    private readonly StageServer _server;
    private readonly StageNetwork _network;
    private readonly StageOptions _options;
    private readonly Dictionary<int, (ActiveStream Stream, bool IsReport)> _ports = [];
    private readonly Dictionary<OfferedTrack, int> _opened = [];
    private readonly Dictionary<ActiveStream, VideoDecoder> _video = [];
    private readonly Dictionary<ActiveStream, AudioDecoder> _audio = [];
    private readonly float[] _block = new float[Block * Channels];
    private int _lastPort = 10_000;
    private int _segment;
    private int _previewed;

    public StagePlayer(StageServer server, StageNetwork network, StageOptions options, string title)
    {
        _server = server;
        _network = network;
        _options = options;
        ClientOptions client = new()
        {
            Address = Address($"rtsp://192.0.2.9:8554/{title}{options.Query}"),
            Wish = options.Wish,
            Preference = TrackPreference.Viewer,
            StaysAtEnd = true,
            Protection = options.Protection,
        };
        Playout = new(new());
        Playout.Lead(DeviceLatency + TimeSpan.FromMilliseconds(25));
        Session = new(client, new(), new("world", options.Seed), Playout);
        Sound = new(Playout.Clock, Rate, Channels);
        server.Delivered = Deliver;
    }

    public ReceiverSession Session { get; }

    public SessionPlayout Playout { get; }

    public PictureQueue<VideoFrame> Pictures { get; } = new(frame => frame.Dispose());

    public SoundPath Sound { get; }

    public LipSyncMarks Marks { get; } = new();

    public List<SessionEffect> Effects { get; } = [];

    /// <summary>What the player itself measures of lip-sync.</summary>
    public SkewMeter Skew { get; } = new();

    /// <summary>The heights the pictures had, one after the other.</summary>
    public List<int> Heights { get; } = [];

    /// <summary>The frames of sound that were decoded, in their order: where they lie in the film, and whether any are said to be missing
    /// before them.</summary>
    public List<(MediaTime Position, bool FollowsLoss)> Frames { get; } = [];

    /// <summary>When each picture came up, and which.</summary>
    public List<(Instant At, MediaTime Position, int Segment)> Shown { get; } = [];

    /// <summary>What has to happen without anything arriving; the screen and the sound device have rhythms of their own.</summary>
    public Instant Next => Instant.Min(Session.Next.At, Playout.Next);

    /// <summary>How long one picture stood at most, between two positions.</summary>
    public TimeSpan LongestStill(MediaTime from, MediaTime to)
    {
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 1; i < Shown.Count; i++)
        {
            if (Shown[i - 1].Position >= from && Shown[i].Position <= to && Shown[i].At - Shown[i - 1].At > longest)
                longest = Shown[i].At - Shown[i - 1].At;
        }

        return longest;
    }

    public void Start(Instant now)
    {
        Session.Start(now);
        Work(now);
    }

    /// <summary>The viewer does something.</summary>
    public void Do(Action<ReceiverSession, Instant> act, Instant now)
    {
        act(Session, now);
        Work(now);
    }

    public void Advance(Instant now)
    {
        if (Session.Next.At <= now)
            Session.Advance(now);
        if (Playout.Next <= now)
            Playout.Advance(now);
        Work(now);
    }

    /// <summary>The screen is refreshed.</summary>
    public void Refresh(Instant now)
    {
        PictureDecision<VideoFrame> decision = Pictures.Decide(Playout.Clock, now, TimeSpan.FromSeconds(1.0 / _options.Refresh));
        Work(now);
        if (decision.Verb == PictureVerb.Hold || decision.Picture is not { } picture)
            return;
        Shown.Add((now, decision.Position, _segment));
        if (Heights.Count == 0 || Heights[^1] != picture.Height)
            Heights.Add(picture.Height);
        if (decision.Verb == PictureVerb.Show)
            Skew.PictureShown(decision.Position, now);

        // A preview stands ahead of its time until the sound begins: it says nothing of lip-sync.
        if (decision.Verb == PictureVerb.Preview)
            Marks.Skip();
        else
            Marks.Picture(picture.Plane(0), picture.Width, picture.Height, picture.Stride(0), now);
    }

    /// <summary>The sound device wants its next block.</summary>
    /// <returns>How long that lasts on the device's own clock.</returns>
    public TimeSpan Hear(Instant now)
    {
        double rate = Rate * (1 + (_options.DeviceSkew / 1e6));
        Sound.Fill(_block, now + DeviceLatency);
        Marks.Sound(_block, Channels, rate, now + DeviceLatency);
        if (Sound.Heard is { } heard)
            Skew.SoundHeard(heard.Position, heard.At, Playout.Clock.Rate);
        Work(now);
        return TimeSpan.FromTicks((long)(Block / rate * TimeSpan.TicksPerSecond));
    }

    public void Dispose()
    {
        Session.Dispose();
        Pictures.Dispose();
        Playout.Dispose();
        foreach (VideoDecoder decoder in _video.Values)
            decoder.Dispose();
        foreach (AudioDecoder decoder in _audio.Values)
            decoder.Dispose();
    }

    private static RtspAddress Address(string url) => RtspAddress.TryParse(url, out RtspAddress? address)
        ? address
        : throw new ArgumentException(url);

    private void Deliver(int port, byte[] bytes, Instant now)
    {
        if (!_ports.TryGetValue(port, out (ActiveStream Stream, bool IsReport) to))
            return;
        if (to.IsReport)
            Session.AcceptReport(to.Stream, bytes, now);
        else
            Session.AcceptMedia(to.Stream, bytes, now);
        Work(now);
    }

    private void Work(Instant now)
    {
        while (Session.TryTake(out SessionEffect? effect))
            Perform(effect!, now);
        if (Playout.Segment is { } segment && segment.Number != _segment)
            Begin(segment);
        foreach (ActiveStream stream in Playout.Streams)
            Decode(stream, now);
        if (Playout.Next <= now)
            Playout.Advance(now);
    }

    private void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        Pictures.Begin(segment);
        Sound.Begin(segment);
        if (segment.GoesOn)
            return;
        foreach (VideoDecoder decoder in _video.Values)
            decoder.Flush();
        foreach (AudioDecoder decoder in _audio.Values)
            decoder.Flush();
    }

    private void Decode(ActiveStream stream, Instant now)
    {
        switch (stream.Setup.Track.Kind)
        {
            case TrackKind.Video:
                while (Pictures.HasRoom && Playout.TryTake(stream, out CodedSample? sample))
                    DecodePicture(stream, sample, now);
                break;
            case TrackKind.Audio:
                while (Sound.HasRoom && Playout.TryTake(stream, out CodedSample? sample))
                    DecodeSound(stream, sample, now);
                break;
            default:
                while (Playout.TryTake(stream, out CodedSample? sample))
                    sample.Release();
                break;
        }
    }

    private void DecodePicture(ActiveStream stream, CodedSample sample, Instant now)
    {
        if (!_video.TryGetValue(stream, out VideoDecoder? decoder))
        {
            Assert.True(VideoDecoder.TryCreate(stream.Setup.Track.Payload!, new(1, false), out decoder, out string trouble), trouble);
            _video.Add(stream, decoder);
        }

        if (sample.IsKey && _previewed != sample.Segment)
        {
            _previewed = sample.Segment;
            if (decoder.TryPreview(sample.Bytes, sample.Position, out DecodedPicture preview))
                Pictures.Add(preview.Frame, preview.Position, sample.Segment);
        }

        decoder.Accept(sample.Bytes, sample.Position, !sample.IsComplete || sample.FollowsLoss);
        while (decoder.TryTake(out DecodedPicture picture))
            Pictures.Add(picture.Frame, picture.Position, sample.Segment);
        Playout.Decoded(stream, now, now);
        sample.Release();
    }

    private void DecodeSound(ActiveStream stream, CodedSample sample, Instant now)
    {
        if (!_audio.TryGetValue(stream, out AudioDecoder? decoder))
        {
            Assert.True(AudioDecoder.TryCreate(stream.Setup.Track.Payload!, Rate, out decoder, out string trouble), trouble);
            _audio.Add(stream, decoder);
        }

        Frames.Add((sample.Position, sample.FollowsLoss));
        decoder.Accept(sample.Bytes, sample.Position, sample.FollowsLoss);
        while (decoder.TryTake(out DecodedSound sound))
            Sound.Offer(sound.Position, sound.Samples, sample.Segment);
        Playout.Decoded(stream, now, now);
        sample.Release();
    }

    private void Perform(SessionEffect effect, Instant now)
    {
        Effects.Add(effect);
        switch (effect)
        {
            case SessionEffect.Send send:
                _network.Message(toServer: true, now, arrival => _server.Accept(
                    send.Request,
                    arrival,
                    response => _network.Message(
                        toServer: false, arrival, at => Do((session, when) => session.Accept(response, when), at))));
                break;
            case SessionEffect.OpenPorts open:
                _lastPort += 2;
                _opened[open.Track] = _lastPort;
                Session.PortsOpened(new PortPair(_lastPort, _lastPort + 1), now);
                break;
            case SessionEffect.StreamOpened opened:
                int port = _opened[opened.Stream.Setup.Track];
                _ports[port] = (opened.Stream, false);
                _ports[port + 1] = (opened.Stream, true);
                break;
            case SessionEffect.StreamClosed closed:
                foreach (int left in _ports.Where(each => each.Value.Stream == closed.Stream).Select(each => each.Key).ToArray())
                    _ports.Remove(left);
                break;
            case SessionEffect.SendReport report:
                _network.Datagram(isMedia: false, now, arrival => _server.AcceptReport(report.Compound, arrival));
                break;
        }
    }
}
