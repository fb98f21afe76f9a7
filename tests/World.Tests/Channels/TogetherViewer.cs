using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Channels;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Channels;

/// <summary>A whole receiver of a channel without its conversation: a clock of its own, a link of its own, the lanes it has joined, and
/// what was handed to its decoders.</summary>
internal sealed class TogetherViewer : IDisposable
{
    private const byte ResendType = 126;

    private readonly TogetherWorld _world;
    private readonly SeededRandom _random;
    private readonly StreamSet _streams;
    private readonly ChannelMember _member;
    private readonly Dictionary<OfferedTrack, MemberLane> _lanes = [];
    private readonly int _number;
    private readonly TimeSpan _offset;
    private readonly double _drift;
    private Instant _linkFreeAt;
    private bool _isDoing;

    public TogetherViewer(TogetherWorld world, int number, TogetherLink link, ulong seed)
    {
        (_world, _number, Link, _random) = (world, number, link, new(seed));
        _offset = TimeSpan.FromSeconds(20 * _random.NextDouble());
        _drift = _random.Next(-200, 201) / 1e6;
        Playout = new(new());
        Reception = new(Playout, seed);
        _streams = new(new(), new($"viewer {number}", seed)) { Listener = Reception.Listener };
        _member = new($"{number}", IPAddress.Parse($"10.0.0.{number + 1}"));
    }

    public TogetherLink Link { get; }

    public SessionPlayout Playout { get; }

    public ChannelReception Reception { get; }

    /// <summary>When PLAY was answered, by the server's clock.</summary>
    public Instant? Began { get; private set; }

    /// <summary>The pictures that were handed to the decoder.</summary>
    public List<(MediaTime Position, byte[] Bytes, bool IsWhole)> Pictures { get; } = [];

    /// <summary>When something is to be done, by the server's clock.</summary>
    public Instant Next => Began is null ? Instant.Never
        : True(Instant.Min(Instant.Min(_streams.Next.At, Reception.Next), Playout.Next));

    public Instant Local(Instant now) => new(now.Ticks + _offset.Ticks + (long)(now.Ticks * _drift));

    /// <summary>SETUP and PLAY of the lowest lane of the picture and of the sound, answered by what the server says.</summary>
    public void Join(OfferedTrack picture, OfferedTrack sound)
    {
        Instant asked = Local(_world.Now);
        Reception.Described(new("one", "rtsp://h/channels/one", null, [.. _world.Tracks.Keys]) { Channel = new(null, true) }, asked);
        _world.At(_world.Now + Way(), () =>
        {
            OfferedTrack[] tracks = [picture, sound];
            foreach (OfferedTrack track in tracks)
                Enter(track);
            PlayPoint point = _world.Sender.Members.Play(_member, new(TogetherWorld.Quick, true), _world.Now);
            RtpInfoEntry[] info =
                [.. tracks.Select(track => point.Streams.First(one => one.Stream == _world.Tracks[track].Sending))
                    .Select(one => new RtpInfoEntry("", one.First, one.AtStart))];
            _world.At(_world.Now + Way(), () => Answer(tracks, new(asked, Local(_world.Now), point.Start, null, info)));
        });
    }

    /// <summary>A packet for whoever has joined the lane.</summary>
    public void Hear(SendStream lane, byte[] bytes, bool isReport)
    {
        if (Find(lane) is { } stream)
            Carry(bytes, isReport, local => Take(stream, bytes, isReport, isResent: false, local));
    }

    /// <summary>A packet for this viewer alone.</summary>
    public void HearAlone(OutgoingStream own, byte[] bytes, bool isReport)
    {
        foreach ((OfferedTrack track, MemberLane lane) in _lanes)
        {
            if (lane.Own == own)
                Carry(bytes, isReport, local => Take(Find(_world.Tracks[track].Sending), bytes, isReport, isResent: true, local));
        }
    }

    public void Advance()
    {
        if (Began is null)
            return;
        Instant local = Local(_world.Now);
        _streams.Advance(local, Send);
        if (Reception.Next <= local)
            Reception.Advance(_streams.Active, local);
        if (Playout.Next <= local)
            Playout.Advance(local);
        if (!_isDoing && Reception.TryTake(out LayerVerb? verb))
            Do(verb!, local);
        foreach (ActiveStream stream in Playout.Streams)
        {
            while (Playout.TryTake(stream, out CodedSample? sample))
            {
                if (stream.Setup.Track.Kind == TrackKind.Video)
                    Pictures.Add((sample.Position, sample.Bytes.ToArray(), sample.IsComplete));
                sample.Release();
            }
        }
    }

    public void Dispose()
    {
        Reception.Dispose();
        _streams.Dispose();
        Playout.Dispose();
    }

    private void Answer(OfferedTrack[] tracks, PlayAnswer answer)
    {
        Instant local = Local(_world.Now);
        Began = _world.Now;
        foreach (OfferedTrack track in tracks)
            Reception.Opened(Open(track, local), local);
        Reception.Began(answer, local);
        _streams.Begin(answer, new(1, answer.Start, null, 1, PlayRate.Normal, false), local);
    }

    private ActiveStream Open(OfferedTrack track, Instant local)
    {
        StreamSetup setup = new(track, null, null, null, _world.Tracks[track].Sending.Identity.Ssrc) { Group = track.Group };
        ActiveStream stream = _streams.Open(setup, _world.Monitor, local);
        stream.Reporter.Blocks = (at, blocks) => Reception.WriteBlocks(stream, at, blocks);
        stream.Reporter.MostBlocks = IChannelReception.MostBlocks;
        return stream;
    }

    private void Do(LayerVerb verb, Instant now)
    {
        OfferedTrack track = verb.Track;
        if (verb is LayerVerb.Join)
        {
            _isDoing = true;
            _world.At(_world.Now + Way() + Way(), () =>
            {
                Instant local = Local(_world.Now);
                Enter(track);
                ActiveStream joined = Open(track, local);
                Reception.Opened(joined, local);
                _streams.Changed(new SessionEffect.StreamOpened(joined), local);
                _isDoing = false;
            });
        }
        else if (_streams.Close(track) is { } left)
        {
            _world.Sender.Members.Leave(_lanes[track]);
            _lanes.Remove(track);
            Reception.Closed(left, now);
            _streams.Changed(new SessionEffect.StreamClosed(left), now);
        }
    }

    private void Enter(OfferedTrack track)
    {
        SendStream lane = _world.Tracks[track].Sending;
        int port = 5_000 + (2 * track.Number);
        StreamTransport own = new StreamTransport.Udp(new(_member.Address, port), new(_member.Address, port + 1));
        StreamIdentity resends = new(new((uint)((_number + 1) * 1_000 + track.Number)), new(65_530), lane.Identity.Epoch);
        MemberLane member = new(_member, lane, lane.Transport, own, ResendType, resends);
        Assert.True(_world.Sender.Members.Join(member, _world.Now));
        _lanes[track] = member;
    }

    private ActiveStream? Find(SendStream lane) =>
        _streams.Active.FirstOrDefault(stream => _world.Tracks[stream.Setup.Track].Sending == lane);

    private void Take(ActiveStream? stream, byte[] bytes, bool isReport, bool isResent, Instant local)
    {
        if (stream is null || !_streams.Active.Contains(stream))
            return;
        if (isReport)
        {
            if (stream.AcceptReport(bytes, local))
                Reception.Reported(stream, bytes, local);
        }
        else if (isResent)
        {
            stream.AcceptResent(bytes, local);
        }
        else
        {
            stream.Accept(bytes, local);
        }
    }

    private void Send(ActiveStream stream, byte[] compound)
    {
        if (!_lanes.TryGetValue(stream.Setup.Track, out MemberLane? lane))
            return;
        IPEndPoint from = ((StreamTransport.Udp)lane.Own!.Transport).Rtcp;
        _world.At(_world.Now + Way(), () => _world.Sender.AcceptRtcp(compound, from, _world.Now));
    }

    private void Carry(byte[] bytes, bool isReport, Action<Instant> take)
    {
        TimeSpan takes = TimeSpan.FromSeconds((bytes.Length + 28) * 8.0 / Link.Rate.BitsPerSecond);
        Instant free = Instant.Max(_linkFreeAt, _world.Now) + takes;
        if (free - _world.Now > TogetherLink.Queue)
            return;
        _linkFreeAt = free;
        if (!isReport && _random.NextDouble() < Link.Loss)
            return;
        _world.At(free + Way(), () => take(Local(_world.Now)));
    }

    private TimeSpan Way() => Link.Way + (Link.Jitter * -Math.Log(1 - _random.NextDouble()));

    private Instant True(Instant local) => local == Instant.Never ? local : new((long)((local.Ticks - _offset.Ticks) / (1 + _drift)) + 2);
}
