using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;
using Streaming.Server.Tests.Contracts;
using Streaming.Server.Tests.HostContracts;
using Streaming.Server.Tests.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Channels;

/// <summary>A server with a channel called news, links to its receivers, and no socket.</summary>
internal sealed class ChannelRig : IChannels
{
    private readonly Dictionary<SessionId, ServerSession> _sessions = [];
    private readonly RequestHandler _handler;
    private uint _drawn;

    public ChannelRig(ChannelSettings? settings = null)
    {
        Desk = new(Network, Time.Clock);
        _handler = new(
            new MemoryCatalogue(TestTitles.Song), this, new(), new AnonymousAuthorizer(), Desk, Desk.Channels, new NoFigures());
        Sender = new(
            Lineup.Of(settings ?? Settings, [ContractTitles.Film]), Now, new NtpTime(0xE000_0000_0000_0000), "streaming", seed: 7);
        Facts = new(Sender.Lineup.Settings, Sender);
        Connect("10.1.0.1");
    }

    /// <summary>An uplink of 40 Mb/s with two floors behind it.</summary>
    public static readonly NetworkOptions Network = new()
    {
        Links = [DeskRig.Link("uplink", 40), DeskRig.Link("floor1", 8, "uplink"), DeskRig.Link("floor2", 40, "uplink")],
        Routes = [new("10.1.0.0/16", "floor1"), new("10.2.0.0/16", "floor2")],
        Lease = TimeSpan.FromSeconds(60),
    };

    /// <summary>Pictures in lanes 1 to 3, which ask for 4.6, 2.3 and 0.7 Mb/s; English and German sound of 0.3 Mb/s in 4 and 5; slides,
    /// text.</summary>
    public static ChannelSettings Settings { get; } =
        new("news", new Playlist(["film"], IsLooped: true), new(IPAddress.Parse("239.1.1.1"), 5_000) { TimeToLive = 8 })
        {
            Label = "The news", Texts = ["en"],
        };

    public SteppedClock Time { get; } = new();

    public Instant Now => Time.Now;

    public ContractDesk Desk { get; }

    public ChannelSender Sender { get; }

    public ChannelFacts? Facts { get; set; }

    public ConnectionFacts Connection { get; private set; } = null!;

    public List<SessionEffect> Effects { get; } = [];

    public ChannelSession Session => Assert.IsType<ChannelSession>(_sessions.Values.Single());

    public IReadOnlyCollection<ServerSession> Sessions => _sessions.Values;

    IReadOnlyList<string> IChannels.Names => ["news"];

    ChannelFacts? IChannels.Find(string name) => name == "news" ? Facts : null;

    public void Connect(string address) => Connection = Rig.Connected(_drawn + 1, address);

    public RtspResponse Send(string method, string uri, params (string Name, string Value)[] headers)
    {
        RtspRequest request = Rig.Request(method, uri, headers);
        ServerSession? session = SessionId.TryParse(request.Headers["Session"], out SessionId id) ? _sessions.GetValueOrDefault(id) : null;
        RequestOutcome outcome = _handler.Accept(new(request, Connection, session, Draw(), _sessions.Count, Now));
        if (outcome is RequestOutcome.WhenSending join)
            outcome = join.Then(Now);
        RequestOutcome.Answer answer = Assert.IsType<RequestOutcome.Answer>(outcome);
        foreach (SessionEffect effect in answer.Effects)
        {
            Effects.Add(effect);
            if (effect is SessionEffect.Opened opened)
                _sessions.Add(opened.Session.Id, opened.Session);
            else if (effect is SessionEffect.Closed closed)
                _sessions.Remove(closed.Session.Id);
        }

        return answer.Response;
    }

    /// <summary>SETUP of a stream; its Session header where there is one.</summary>
    public RtspResponse SetUp(string stream, string transport, string session = "", params (string Name, string Value)[] headers)
    {
        (string, string)[] named = session.Length > 0 ? [("Session", session)] : [];
        return Send("SETUP", $"rtsp://h/channels/news/{stream}", [("Transport", transport), .. named, .. headers]);
    }

    /// <summary>Sets streams up by multicast, as a client that knows channels and has ports of its own.</summary>
    /// <returns>The session's id.</returns>
    public string SetUpAll(params ReadOnlySpan<string> streams)
    {
        string session = "";
        foreach (string stream in streams)
        {
            RtspResponse response = SetUp(
                stream, "RTP/AVP;multicast;client_port=6000-6001", session, ("Supported", "streaming.channel, streaming.contract"));
            Assert.Equal(200, response.Status);
            session = IdOf(response);
        }

        return session;
    }

    public static string IdOf(RtspResponse response) => response.Headers["Session"]!.Split(';')[0];

    public BitRate Reserved(string link) => Desk.Usage().Single(usage => usage.Link.Name == link).Reserved;

    private FreshIdentity Draw()
    {
        _drawn++;
        StreamIdentity resend = new(new(1_000 + _drawn), new((ushort)(65_535 - _drawn)), new(uint.MaxValue - _drawn));
        return new(new(UInt128.MaxValue - _drawn), default, resend, new(0xE000_0000_0000_0000));
    }
}
