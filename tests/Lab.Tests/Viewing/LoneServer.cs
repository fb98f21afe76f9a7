using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>A server for one viewer: answers requests at once, and hands out packets when they leave.</summary>
internal sealed class LoneServer
{
    private readonly RequestHandler _handler;
    private readonly Dictionary<SessionId, FilmSession> _sessions = [];
    private readonly List<FilmSession> _running = [];
    private readonly ConnectionFacts _connection;
    private readonly Sink _sink;
    private uint _drawn;

    /// <param name="send">Takes each packet that leaves: for which port, its bytes, and whether it is a report.</param>
    public LoneServer(ICatalogue catalogue, Action<int, byte[], bool> send)
    {
        _handler = new(
            catalogue, new NoChannels(), new(), new AnonymousAuthorizer(), Desk, new OpenChannelDesk(), new NoFigures());
        _connection = new(
            1, new(IPAddress.Parse("10.0.0.1"), 40_000), new(IPAddress.Parse("192.0.2.1"), 8_554), new NoQueue());
        _sink = new(send);
    }

    public LoneDesk Desk { get; } = new();

    public int Sessions => _sessions.Count;

    /// <summary>The methods it was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Reports that have come.</summary>
    public int Reports { get; private set; }

    public Instant Next => _running.Count == 0 ? Instant.Never : _running.Min(session => session.Sending.Next);

    public void Advance(Instant now)
    {
        foreach (FilmSession session in _running.ToArray())
        {
            session.Sending.Emit(now, _sink);
            while (session.Sending.TryTakeChange(out ChangePoint? change))
                session.Apply(change.Generation, now);
            if (session.Sending.State == SendState.Ended && _running.Remove(session))
                session.End(session.Plays);
        }
    }

    public RtspResponse Accept(RtspRequest request, Instant now)
    {
        Asked.Add(request.Method);
        FilmSession? session = SessionId.TryParse(request.Headers["Session"], out SessionId id) ? _sessions.GetValueOrDefault(id) : null;
        RequestOutcome outcome = _handler.Accept(new(request, _connection, session, Draw(now), _sessions.Count, now));
        if (outcome is RequestOutcome.WhenQuiet wait)
        {
            Quiet(wait.Session, now);
            outcome = wait.Then(now);
        }

        RequestOutcome.Answer said = Assert.IsType<RequestOutcome.Answer>(outcome);
        foreach (SessionEffect effect in said.Effects)
            Perform(effect, now);
        return said.Response;
    }

    public void AcceptReport(byte[] compound, Instant now)
    {
        Reports++;
        foreach (FilmSession session in _sessions.Values)
            session.Sending.AcceptRtcp(compound, now);
    }

    /// <summary>Is gone without a word, and with all it knew.</summary>
    public void Forget()
    {
        _running.Clear();
        _sessions.Clear();
    }

    private void Quiet(FilmSession session, Instant now)
    {
        if (_running.Remove(session))
            session.Sending.Halt(now);
    }

    private void Perform(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.Opened opened:
                _sessions.Add(opened.Session.Id, (FilmSession)opened.Session);
                break;
            case SessionEffect.Started started:
                _running.Add(started.Session);
                break;
            case SessionEffect.Changed changed:
                changed.Session.Sending.Change(changed.Session.Command(changed.Session.Agreement.Latest!), now);
                break;
            case SessionEffect.Closed closed:
                Quiet((FilmSession)closed.Session, now);
                _sessions.Remove(closed.Session.Id);
                closed.Session.Release();
                break;
        }
    }

    private FreshIdentity Draw(Instant now)
    {
        _drawn++;
        StreamIdentity stream = new(new(_drawn), new((ushort)(65_535 - _drawn)), new(uint.MaxValue - _drawn));
        StreamIdentity resend = new(new(1_000 + _drawn), new((ushort)(65_000 + _drawn)), new(0));
        return new(new(UInt128.MaxValue - _drawn), stream, resend, new NtpTime(0xffff_fff0_0000_0000) + new TimeSpan(now.Ticks));
    }

    private sealed class Sink(Action<int, byte[], bool> send) : IPacketSink
    {
        private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
        private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

        public PacketWriter Begin() => new(_inline, _parts);

        public void Packet(SendStream stream, in PacketWriter packet, Instant due)
        {
            byte[] bytes = new byte[packet.Length];
            Assert.True(packet.TryCopyTo(bytes, stream.Film));
            Send(stream, bytes, isReport: false);
        }

        public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => Send(stream, packet.ToArray(), isReport: false);

        public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => Send(stream, compound.ToArray(), isReport: true);

        private void Send(OutgoingStream stream, byte[] bytes, bool isReport)
        {
            StreamTransport.Udp udp = Assert.IsType<StreamTransport.Udp>(stream.Transport);
            send(isReport ? udp.Rtcp.Port : udp.Rtp.Port, bytes, isReport);
        }
    }

    private sealed class NoQueue : IInterleavedQueue
    {
        public bool BeginUnit(byte channel, int bytes, bool isKey) => false;

        public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film) => QueueResult.Queued;

        public QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet) => QueueResult.Queued;
    }
}
