using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.World.Tests.Theatre;

/// <summary>A whole server without a socket: requests come in, answers and packets go out into the network of the stage.</summary>
/// <remarks>Its clock may run faster or slower than the world's: everything inside happens in its own time.</remarks>
internal sealed class StageServer
{
    private static readonly IPEndPoint Client = new(IPAddress.Parse("192.0.2.1"), 40_000);

    private readonly StageNetwork _network;
    private readonly int _skew;
    private readonly RequestHandler _handler;
    private readonly Dictionary<SessionId, FilmSession> _sessions = [];
    private readonly List<FilmSession> _running = [];
    private readonly Sink _sink;
    private readonly ConnectionFacts _connection;
    private uint _drawn;

    public StageServer(ICatalogue catalogue, StageNetwork network, StageOptions options)
    {
        _network = network;
        _skew = options.ServerSkew;
        _handler = new(
            catalogue,
            new NoChannels(),
            new(),
            new AnonymousAuthorizer(),
            new StageDesk(options.Capacity),
            new OpenChannelDesk(),
            new NoFigures());
        _sink = new(this);
        _connection = new(1, Client, new(IPAddress.Parse("192.0.2.9"), 8_554), new NoQueue());
    }

    /// <summary>A datagram arrives at the player: on which port, and its bytes.</summary>
    public Action<int, byte[], Instant>? Delivered { get; set; }

    public FilmSession Session => _sessions.Values.Single();

    /// <summary>Packets of media that have left, and of parity and resends.</summary>
    public (long Media, long Repair) Sent { get; private set; }

    /// <summary>When something leaves, in the world's time.</summary>
    public Instant Next
    {
        get
        {
            Instant next = Instant.Never;
            foreach (FilmSession session in _running)
                next = Instant.Min(next, session.Sending.Next);
            return next == Instant.Never ? next : World(next);
        }
    }

    public void Advance(Instant now)
    {
        Instant own = Own(now);
        foreach (FilmSession session in _running.ToArray())
        {
            _sink.Now = now;
            session.Sending.Emit(own, _sink);
            Hear(session, own);
            if (session.Sending.State == SendState.Ended && _running.Remove(session))
                session.End(session.Plays);
        }
    }

    /// <summary>A request has arrived; the answer is given to <paramref name="answer"/>, behind it what follows it.</summary>
    public void Accept(RtspRequest request, Instant now, Action<RtspResponse> answer)
    {
        Instant own = Own(now);
        FilmSession? session = SessionId.TryParse(request.Headers["Session"], out SessionId id) ? _sessions.GetValueOrDefault(id) : null;
        RequestOutcome outcome = _handler.Accept(new(request, _connection, session, Draw(own), _sessions.Count, own));
        if (outcome is RequestOutcome.WhenQuiet wait)
        {
            Quiet(wait.Session, own);
            outcome = wait.Then(own);
        }

        RequestOutcome.Answer said = Assert.IsType<RequestOutcome.Answer>(outcome);
        foreach (SessionEffect effect in said.Effects)
        {
            if (effect is SessionEffect.Opened opened)
                _sessions.Add(opened.Session.Id, (FilmSession)opened.Session);
        }

        answer(said.Response);
        foreach (SessionEffect effect in said.Effects)
            Perform(effect, now);
    }

    /// <summary>A report of the player has arrived.</summary>
    public void AcceptReport(byte[] compound, Instant now)
    {
        foreach (FilmSession session in _sessions.Values)
            session.Sending.AcceptRtcp(compound, Own(now));
    }

    /// <summary>Another way of playing the picture is in force, as after a link has changed.</summary>
    public void Change(OperatingPoint point, Instant now)
    {
        FilmSession session = Session;
        Contract contract = session.Contract! with { Generation = session.Agreement.NextGeneration };
        ContractChange change = session.Change(point, contract, "test", Own(now));
        session.Sending.Change(session.Command(change), Own(now));
        Hear(session, Own(now));
    }

    private void Quiet(FilmSession session, Instant own)
    {
        if (_running.Remove(session))
            session.Sending.Halt(own);
    }

    private void Perform(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.Started started:
                _running.Add(started.Session);
                Advance(now);
                break;
            case SessionEffect.Changed changed:
                changed.Session.Sending.Change(changed.Session.Command(changed.Session.Agreement.Latest!), Own(now));
                Hear(changed.Session, Own(now));
                break;
            case SessionEffect.Closed closed:
                Quiet((FilmSession)closed.Session, Own(now));
                _sessions.Remove(closed.Session.Id);
                closed.Session.Release();
                break;
        }
    }

    private static void Hear(FilmSession session, Instant own)
    {
        while (session.Sending.TryTakeChange(out ChangePoint? change))
            session.Apply(change.Generation, own);
    }

    private Instant Own(Instant world) => new(world.Ticks + (long)((Int128)world.Ticks * _skew / 1_000_000));

    /// <summary>Rounded up: woken too early, nothing would be due.</summary>
    private Instant World(Instant own) => new((long)(((Int128)own.Ticks * 1_000_000) / (1_000_000 + _skew)) + 1);

    /// <summary>Sequence numbers and stamps about to wrap.</summary>
    private FreshIdentity Draw(Instant own)
    {
        _drawn++;
        StreamIdentity stream = new(new(_drawn), new((ushort)(65_535 - _drawn)), new(uint.MaxValue - _drawn));
        StreamIdentity resend = new(new(1_000 + _drawn), new((ushort)(65_000 + _drawn)), new(0));
        return new(new(UInt128.MaxValue - _drawn), stream, resend, new NtpTime(0xffff_fff0_0000_0000) + new TimeSpan(own.Ticks));
    }

    private void Send(OutgoingStream stream, bool isReport, byte[] bytes, Instant now)
    {
        StreamTransport.Udp udp = Assert.IsType<StreamTransport.Udp>(stream.Transport);
        int port = isReport ? udp.Rtcp.Port : udp.Rtp.Port;
        _network.Datagram(!isReport, now, arrival => Delivered?.Invoke(port, bytes, arrival));
    }

    /// <summary>Puts packets together, as the network card would.</summary>
    private sealed class Sink(StageServer server) : IPacketSink
    {
        private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
        private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

        public Instant Now { get; set; }

        public PacketWriter Begin() => new(_inline, _parts);

        public void Packet(SendStream stream, in PacketWriter packet, Instant due)
        {
            server.Sent = (server.Sent.Media + 1, server.Sent.Repair);
            byte[] bytes = new byte[packet.Length];
            Assert.True(packet.TryCopyTo(bytes, stream.Film));
            server.Send(stream, isReport: false, bytes, Now);
        }

        public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
        {
            server.Sent = (server.Sent.Media, server.Sent.Repair + 1);
            server.Send(stream, isReport: false, packet.ToArray(), Now);
        }

        public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) =>
            server.Send(stream, isReport: true, compound.ToArray(), Now);
    }

    private sealed class NoQueue : IInterleavedQueue
    {
        public bool BeginUnit(byte channel, int bytes, bool isKey) => false;

        public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film) => QueueResult.Queued;

        public QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet) => QueueResult.Queued;
    }
}
