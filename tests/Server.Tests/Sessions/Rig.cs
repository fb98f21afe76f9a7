using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Contracts;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

/// <summary>A server without a socket: does what a shell does, at a time that stands still unless it is moved.</summary>
internal sealed class Rig
{
    private readonly Dictionary<SessionId, FilmSession> _sessions = [];
    private readonly List<FilmSession> _running = [];
    private readonly RequestHandler _handler;
    private uint _drawn;

    public Rig(params MediaIndex[] titles)
        : this(new ServerSessionOptions(), new AnonymousAuthorizer(), titles)
    {
    }

    public Rig(ServerSessionOptions options, IRequestAuthorizer authorizer, params MediaIndex[] titles)
    {
        Catalogue = new(titles.Length == 0 ? [TestTitles.Film, TestTitles.Song] : titles);
        _handler = new(Catalogue, new NoChannels(), options, authorizer, Desk, new OpenChannelDesk(), new FixedFigures());
    }

    public MemoryCatalogue Catalogue { get; }

    public FakeDesk Desk { get; } = new();

    public Instant Now { get; private set; } = Instant.FromSeconds(1_000);

    public SilentSink Sink { get; private set; } = new();

    public IReadOnlyCollection<FilmSession> Sessions => _sessions.Values;

    public FilmSession Session => _sessions.Values.Single();

    public IReadOnlyList<FilmSession> Running => _running;

    /// <summary>What the shell was told to do, in order.</summary>
    public List<SessionEffect> Effects { get; } = [];

    public ConnectionFacts Connection { get; set; } = Connected(1, "192.0.2.1");

    public static ConnectionFacts Connected(long id, string address)
    {
        IPAddress server = IPAddress.Parse(address.Contains(':', StringComparison.Ordinal) ? "2001:db8::9" : "192.0.2.9");
        return new(id, new(IPAddress.Parse(address), 40_000), new(server, 8_554), new DeafQueue());
    }

    /// <summary>Lets time pass; what plays is sent meanwhile.</summary>
    public void Pass(TimeSpan time)
    {
        Instant end = Now + time;
        foreach (FilmSession session in _running.ToArray())
        {
            while (session.Sending.Next <= end)
            {
                Now = Instant.Max(Now, session.Sending.Next);
                session.Sending.Emit(Now, Sink);
                Hear(session);
            }

            if (session.Sending.AtEnd && _running.Remove(session))
                session.End(session.Plays);
        }

        Now = end;
    }

    public RtspResponse Send(string method, string uri, params (string Name, string Value)[] headers) =>
        Send(Request(method, uri, headers));

    public RtspResponse Send(RtspRequest request)
    {
        FilmSession? session = SessionId.TryParse(request.Headers["Session"], out SessionId id) ? _sessions.GetValueOrDefault(id) : null;
        RequestOutcome outcome = _handler.Accept(new(request, Connection, session, Draw(), _sessions.Count, Now));
        if (outcome is RequestOutcome.WhenQuiet wait)
        {
            Assert.Contains(wait.Session, _running);
            wait.Session.Sending.Halt(Now);
            _running.Remove(wait.Session);
            outcome = wait.Then(Now);
        }

        RequestOutcome.Answer answer = Assert.IsType<RequestOutcome.Answer>(outcome);
        foreach (SessionEffect effect in answer.Effects)
            Perform(effect);
        return answer.Response;
    }

    public static RtspRequest Request(string method, string uri, params (string Name, string Value)[] headers)
    {
        RtspRequest request = new() { Method = method, Uri = uri };
        request.Headers.Add("CSeq", "7");
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        return request;
    }

    /// <summary>SETUP of some tracks of a title over UDP.</summary>
    /// <returns>The session's id.</returns>
    public string SetUp(string title, params int[] tracks)
    {
        string session = "";
        foreach (int track in tracks)
        {
            int port = 5_000 + (2 * track);
            (string, string)[] headers = [("Transport", $"RTP/AVP;unicast;client_port={port}-{port + 1}"), ("Session", session)];
            RtspResponse response = Send("SETUP", $"rtsp://h/{title}/trackID={track}", session.Length == 0 ? headers[..1] : headers);
            Assert.Equal(200, response.Status);
            session = response.Headers["Session"]!.Split(';')[0];
        }

        return session;
    }

    /// <summary>Every session known is in the state its streams are in, and what is closed holds nothing.</summary>
    public void CheckInvariants()
    {
        Assert.Equal(_sessions.Count, Catalogue.Held);
        Assert.True(Desk.Count <= _sessions.Count, "nobody holds anything who is not there");
        foreach (FilmSession session in _sessions.Values)
        {
            Assert.NotEmpty(session.Streams);
            Assert.Equal(session.Streams.Select(stream => stream.Sending), session.Sending.Streams);
            Assert.Equal(session.Streams.Count, session.Streams.DistinctBy(stream => stream.Track.Id).Count());
            Assert.Equal(_running.Contains(session), session.State == SessionState.Playing);
            Assert.NotEqual(SessionState.Init, session.State);
            Assert.NotNull(session.Contract);
            Assert.Equal(session.Streams.Select(stream => stream.Track.Id), session.Point!.Streams.Select(choice => choice.SetupTrack));
            Assert.True(Desk.RateOf(session.Id) is null || Desk.RateOf(session.Id) == session.Contract.Reserved);
            Assert.True(session.State != SessionState.Playing || session.Agreement.InForce is not null);
        }
    }

    private void Perform(SessionEffect effect)
    {
        Effects.Add(effect);
        switch (effect)
        {
            case SessionEffect.Opened opened:
                _sessions.Add(opened.Session.Id, (FilmSession)opened.Session);
                break;
            case SessionEffect.Started started:
                Assert.DoesNotContain(started.Session, _running);
                _running.Add(started.Session);
                Sink = new();
                started.Session.Sending.Emit(Now, Sink);
                break;
            case SessionEffect.Changed changed:
                Assert.Contains(changed.Session, _running);
                changed.Session.Sending.Change(changed.Session.Command(changed.Session.Agreement.Latest!), Now);
                Hear(changed.Session);
                break;
            case SessionEffect.Closed closed:
                Assert.DoesNotContain(closed.Session, _running);
                Assert.True(_sessions.Remove(closed.Session.Id));
                closed.Session.Release();
                break;
        }
    }

    /// <summary>What delivery says of changes.</summary>
    private void Hear(FilmSession session)
    {
        while (session.Sending.TryTakeChange(out ChangePoint? change))
            session.Apply(change.Generation, Now);
    }

    /// <summary>Sequence numbers and stamps about to wrap.</summary>
    private FreshIdentity Draw()
    {
        _drawn++;
        StreamIdentity stream = new(new(_drawn), new((ushort)(65_535 - _drawn)), new(uint.MaxValue - _drawn));
        StreamIdentity resend = new(new(1_000 + _drawn), new((ushort)_drawn), new(0));
        return new(new(UInt128.MaxValue - _drawn), stream, resend, new(0xE000_0000_0000_0000));
    }

    private sealed class FixedFigures : IContractFigures
    {
        public string? Quality(SessionId session, Instant now) => "loss=0%";

        public string? Verdict(SessionId session, Instant now) => null;
    }

    /// <summary>A connection whose media nobody looks at.</summary>
    private sealed class DeafQueue : IInterleavedQueue
    {
        public bool BeginUnit(byte channel, int bytes, bool isKey) => true;

        public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film) => QueueResult.Queued;

        public QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet) => QueueResult.Queued;
    }
}
