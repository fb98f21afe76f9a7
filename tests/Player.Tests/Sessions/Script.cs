using System.Buffers;
using System.Text;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Sessions;

/// <summary>A conversation with a client session, as text: what it says, what it is answered, and what time it is.</summary>
internal sealed class Script
{
    public const string Film = """
        v=0
        o=- 1 1 IN IP4 0.0.0.0
        s=A film
        c=IN IP4 0.0.0.0
        a=control:*
        a=range:npt=0-10.5
        m=video 0 RTP/AVP 96
        b=AS:2000
        a=rtpmap:96 H264/90000
        a=fmtp:96 packetization-mode=1
        a=framerate:25
        a=control:trackID=1
        m=audio 0 RTP/AVP 97
        a=rtpmap:97 MPEG4-GENERIC/48000/2
        a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1190; sizelength=13; indexlength=3; indexdeltalength=3
        a=lang:de
        a=control:trackID=2
        """;

    private const string Track = "rtsp://host:8554/film/trackID=";

    private readonly StringBuilder _said = new();
    private int _port = 5_000;

    public Script(ClientOptions? options = null)
    {
        Session = new(options ?? Options());
        Session.Start(default);
        Collect();
    }

    public ClientSession Session { get; }

    public double Now { get; private set; }

    public SessionOutcome? Outcome { get; private set; }

    /// <summary>Whether ports are to be had.</summary>
    public bool HasPorts { get; set; } = true;

    /// <summary>Told of every contract granted.</summary>
    public Action<SessionEffect.ContractGranted>? Granted { get; init; }

    /// <summary>Requests as their first line and the headers that matter; other effects by name.</summary>
    public string Said => _said.ToString();

    public static ClientOptions Options(string url = "rtsp://host:8554/film", TransportChoice transport = TransportChoice.Auto)
    {
        Assert.True(RtspAddress.TryParse(url, out RtspAddress? address));
        return new() { Address = address, Transport = transport };
    }

    public Presentation? Presentation { get; private set; }

    /// <summary>What each answer to PLAY began.</summary>
    public List<PlaySegment> Segments { get; } = [];

    /// <summary>The streams as they were agreed on.</summary>
    public List<StreamSetup> Ready { get; } = [];

    /// <summary>The first lines of the requests since <see cref="Clear"/>.</summary>
    public IEnumerable<string> Requests =>
        Since.Split('\n').Where(line => line.EndsWith(" RTSP/1.0", StringComparison.Ordinal)).Select(line => line[..^" RTSP/1.0".Length]);

    /// <summary>Answers the request with that number; 0: with the highest so far.</summary>
    public Script Answer(string headers = "", string body = "", int status = 200, int number = 0)
    {
        number = number > 0 ? number : int.Parse(LastNumber()["CSeq: ".Length..]);
        RtspResponse response = new() { Status = status, Reason = RtspStatus.Reason(status), Body = Encoding.UTF8.GetBytes(body) };
        response.Headers.Add("CSeq", $"{number}");
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            response.Headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        Session.Accept(response, Instant.FromSeconds(Now));
        return Collect();
    }

    /// <summary>Forgets what was said so far.</summary>
    public Script Clear()
    {
        string last = LastNumber();
        _said.Clear().Append(last).Append('\n');
        return this;
    }

    /// <summary>What was said since <see cref="Clear"/>.</summary>
    public string Since => Said[(Said.IndexOf('\n') + 1)..];

    public Script At(double seconds)
    {
        Now = seconds;
        Session.Advance(Instant.FromSeconds(seconds));
        return Collect();
    }

    public Script Do(Action<ClientSession, Instant> what)
    {
        what(Session, Instant.FromSeconds(Now));
        return Collect();
    }

    /// <summary>A packet arrives.</summary>
    public Script Media() => Do((session, now) => session.MediaArrived(now));

    /// <summary>A packet arrives by a group.</summary>
    public Script Heard(TrackKind kind) => Do((session, now) => session.GroupHeard(kind, now)).Media();

    public Script Described() =>
        Answer("Public: DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN").Answer("Content-Base: rtsp://host:8554/film/", Film);

    public Script SetUp(string transport1, string transport2) =>
        Answer($"Session: abc;timeout=60\nTransport: {transport1}").Answer($"Session: abc;timeout=60\nTransport: {transport2}");

    /// <summary>Grants a stream, or the parity of one, over UDP.</summary>
    public Script SetUp(int port, uint ssrc, int number = 0) => Answer(
        $"Session: abc;timeout=60\nTransport: RTP/AVP;unicast;client_port={port}-{port + 1};server_port=8000-8001;ssrc={ssrc:X8}",
        number: number);

    /// <summary>Up to the answer to PLAY, over UDP.</summary>
    public Script Played(string range = "0-10.5") => Described()
        .SetUp(
            "RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000007",
            "RTP/AVP;unicast;client_port=5002-5003;server_port=8000-8001;ssrc=00000008")
        .Answer($"Range: npt={range}\nRTP-Info: url={Track}1;seq=65530;rtptime=100,url={Track}2;seq=9;rtptime=200");

    private string LastNumber() => Said.Split('\n').Last(line => line.StartsWith("CSeq", StringComparison.Ordinal));

    private Script Collect()
    {
        while (Session.TryTake(out SessionEffect? effect))
        {
            switch (effect)
            {
                case SessionEffect.Send send:
                    Write(send.Request);
                    break;
                case SessionEffect.OpenPorts when HasPorts:
                    Session.PortsOpened(new(_port, _port + 1), Instant.FromSeconds(Now));
                    _port += 2;
                    break;
                case SessionEffect.OpenPorts:
                    Session.PortsOpened(null, Instant.FromSeconds(Now));
                    break;
                case SessionEffect.ContractGranted granted:
                    Granted?.Invoke(granted);
                    _said.Append($"(contract {Terms(granted.Terms)})\n");
                    break;
                case SessionEffect.ContractChanged changed:
                    _said.Append($"(changed to {Terms(changed.Terms)}, because {changed.Reason})\n");
                    break;
                case SessionEffect.WishRefused refused:
                    _said.Append($"(refused: {refused.Why})\n");
                    break;
                case SessionEffect.Noted noted:
                    _said.Append($"(noted: {noted.Oddity})\n");
                    break;
                case SessionEffect.Reply reply:
                    string headers = string.Join(' ', reply.Response.Headers.Select(header => $"{header.Key}: {header.Value}"));
                    _said.Append($"(reply {reply.Response.Status} {headers})\n");
                    break;
                case SessionEffect.FallBack fallBack:
                    _said.Append($"({fallBack.Why})\n");
                    break;
                case SessionEffect.Finished finished:
                    Outcome = finished.Outcome;
                    _said.Append("(finished)\n");
                    break;
                case SessionEffect.Playing playing:
                    Segments.Add(playing.Segment);
                    string info = string.Join(", ", playing.Answer.Info.Select(info => $"{info?.First}@{info?.Start}"));
                    _said.Append($"(playing {playing.Answer.Start} to {playing.Answer.End}: {info})\n");
                    break;
                case SessionEffect.CommandRefused refused:
                    _said.Append($"(cannot {refused.Command.GetType().Name}: {refused.Status} {refused.Why})\n");
                    break;
                case SessionEffect.AsksToPlay or SessionEffect.GoesOn:
                    break;
                case SessionEffect.Described described:
                    Presentation = described.Presentation;
                    _said.Append("(Described)\n");
                    break;
                case SessionEffect.StreamReady ready:
                    Ready.Add(ready.Setup);
                    _said.Append("(StreamReady)\n");
                    break;
                default:
                    _said.Append($"({effect!.GetType().Name})\n");
                    break;
            }
        }

        return this;
    }

    private static string Terms(ContractText terms) =>
        $"{terms.Contract.Generation}: {terms.Point}, {terms.Contract.Traffic.Rate}";

    private void Write(RtspRequest request)
    {
        ArrayBufferWriter<byte> wire = new();
        request.WriteTo(wire);
        foreach (string line in Encoding.UTF8.GetString(wire.WrittenSpan).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith("User-Agent", StringComparison.Ordinal))
                _said.Append(line).Append('\n');
        }
    }
}
