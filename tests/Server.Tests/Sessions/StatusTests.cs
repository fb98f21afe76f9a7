using System.Net;
using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Every way of saying no, one by one: the status, what goes with it, and that nothing has happened.</summary>
public sealed class StatusTests
{
    private readonly Rig _rig = new();

    [Theory]
    [InlineData("OPTIONS", "http://h/film", 400)]
    [InlineData("DESCRIBE", "film", 400)]
    [InlineData("DESCRIBE", "rtsp://h/fi%00lm", 400)]
    [InlineData("DESCRIBE", "rtsp://h/nothing", 404)]
    [InlineData("DESCRIBE", "rtsp://h/../../etc/passwd", 404)]
    [InlineData("DESCRIBE", "rtsp://h/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404)]
    [InlineData("DESCRIBE", "rtsp://h/film/index", 404)]
    [InlineData("DESCRIBE", "rtsp://h/film?audio=fr", 404)]
    [InlineData("DESCRIBE", "rtsp://h/film?rendition=8k", 404)]
    [InlineData("DESCRIBE", "*", 404)]
    [InlineData("SETUP", "rtsp://h/nothing/trackID=1", 404)]
    [InlineData("SETUP", "rtsp://h/film/trackID=9", 404)]
    [InlineData("SETUP", "rtsp://h/film", 459)]
    [InlineData("SETUP", "rtsp://h/film/trackID=1", 400)]
    [InlineData("PLAY", "rtsp://h/film", 454)]
    [InlineData("PAUSE", "rtsp://h/film", 454)]
    [InlineData("TEARDOWN", "rtsp://h/film", 454)]
    [InlineData("ANNOUNCE", "rtsp://h/film", 405)]
    [InlineData("RECORD", "rtsp://h/film", 405)]
    [InlineData("REDIRECT", "rtsp://h/film", 405)]
    [InlineData("BREW", "rtsp://h/film", 501)]
    [InlineData("describe", "rtsp://h/film", 501)]
    public void Requests_without_a_session_are_refused_with(string method, string uri, int status)
    {
        RtspResponse response = _rig.Send(method, uri);
        Assert.Equal(status, response.Status);
        Assert.Equal("7", response.Headers["CSeq"]);
        Assert.Equal(status == 405, response.Headers.Contains("Allow"));
        Assert.Empty(_rig.Effects);
        _rig.CheckInvariants();
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("RTP/AVP")]
    [InlineData("RTP/AVP;unicast")]
    [InlineData("RTP/AVP;unicast;client_port=0-1")]
    [InlineData("RTP/AVP;unicast;client_port=65535")]
    [InlineData("RTP/AVP;unicast;client_port=65535-65536")]
    [InlineData("RTP/AVP;multicast;port=5000-5001")]
    [InlineData("RTP/AVP;multicast;client_port=5000-5001")]
    [InlineData("RTP/SAVP;unicast;client_port=5000-5001")]
    [InlineData("RAW/RAW/UDP;unicast;client_port=5000-5001")]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001;mode=RECORD")]
    [InlineData("RTP/AVP/TCP;interleaved=255-256")]
    public void Transports_that_cannot_be_served_are_refused(string transport)
    {
        RtspResponse response = _rig.Send("SETUP", "rtsp://h/film/trackID=1", ("Transport", transport));
        Assert.Contains(response.Status, new[] { 400, 461 });
        Assert.Empty(_rig.Sessions);
    }

    [Theory]
    [InlineData("192.0.2.1", 200)]
    [InlineData("::ffff:192.0.2.1", 200)]
    [InlineData("192.0.2.2", 403)]
    [InlineData("255.255.255.255", 403)]
    [InlineData("239.1.2.3", 403)]
    [InlineData("client.example", 403)]
    [InlineData("[2001:db8::1]", 403)]
    public void Media_goes_only_to_the_address_that_asks(string destination, int status)
    {
        RtspResponse response = _rig.Send(
            "SETUP", "rtsp://h/film/trackID=1", ("Transport", $"RTP/AVP;unicast;destination={destination};client_port=5000-5001"));
        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 1 : 0, _rig.Sessions.Count);
    }

    [Fact]
    public void An_ipv6_client_gets_media_at_its_own_address()
    {
        _rig.Connection = Rig.Connected(1, "2001:db8::1");
        _rig.SetUp("song", 1);
        StreamTransport.Udp udp = Assert.IsType<StreamTransport.Udp>(_rig.Session.Streams[0].Sending.Transport);
        Assert.Equal(IPEndPoint.Parse("[2001:db8::1]:5002"), udp.Rtp);
        Assert.Equal(IPEndPoint.Parse("[2001:db8::1]:5003"), udp.Rtcp);
    }

    [Theory]
    [InlineData("npt=10.001-", 457)]
    [InlineData("npt=99999999999999999999-", 457)]
    [InlineData("npt=5-5", 457)]
    [InlineData("npt=5-4", 457)]
    [InlineData("npt=-0", 457)]
    [InlineData("npt=1:00:00-", 457)]
    [InlineData("npt=-1-2", 400)]
    [InlineData("npt=NaN-", 400)]
    [InlineData("npt=", 400)]
    [InlineData("x", 400)]
    [InlineData("smpte=0:10:00-", 501)]
    [InlineData("clock=19961108T142300Z-", 501)]
    [InlineData("bytes=0-", 501)]
    public void Ranges_that_cannot_be_played_are_refused_and_what_plays_plays_on(string range, int status)
    {
        string session = _rig.SetUp("film", 1, 4);
        _rig.Send("PLAY", "rtsp://h/film", ("Session", session));
        _rig.Pass(TimeSpan.FromSeconds(2));
        RtspResponse response = _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Range", range));
        Assert.Equal(status, response.Status);
        Assert.Equal(SessionState.Playing, _rig.Session.State);
        Assert.Single(_rig.Effects.OfType<SessionEffect.Started>());
        _rig.CheckInvariants();
    }

    [Theory]
    [InlineData("PLAY", 460)]
    [InlineData("PAUSE", 460)]
    public void One_of_several_streams_is_neither_played_nor_paused_alone(string method, int status)
    {
        string session = _rig.SetUp("film", 1, 4);
        Assert.Equal(status, _rig.Send(method, "rtsp://h/film/trackID=1", ("Session", session)).Status);
        Assert.Equal(404, _rig.Send(method, "rtsp://h/film/trackID=5", ("Session", session)).Status);
        Assert.Equal(404, _rig.Send(method, "rtsp://h/song", ("Session", session)).Status);
    }

    [Fact]
    public void The_only_stream_is_played_by_its_own_address()
    {
        string session = _rig.SetUp("film", 4);
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film/trackID=4", ("Session", session)).Status);
    }

    [Fact]
    public void A_session_has_one_title()
    {
        string session = _rig.SetUp("film", 1);
        RtspResponse response = _rig.Send(
            "SETUP", "rtsp://h/song", ("Session", session), ("Transport", "RTP/AVP;unicast;client_port=5000-5001"));
        Assert.Equal(459, response.Status);
    }

    [Theory]
    [InlineData("192.0.2.1", 200)]
    [InlineData("::ffff:192.0.2.1", 200)]
    [InlineData("192.0.2.2", 454)]
    [InlineData("2001:db8::1", 454)]
    public void A_session_obeys_only_the_address_it_belongs_to(string address, int status)
    {
        string session = _rig.SetUp("song", 1);
        _rig.Connection = Rig.Connected(2, address);
        Assert.Equal(status, _rig.Send("GET_PARAMETER", "rtsp://h/song", ("Session", session)).Status);
        Assert.Equal(status, _rig.Send("TEARDOWN", "rtsp://h/song", ("Session", session)).Status);
        Assert.Equal(status == 200 ? 0 : 1, _rig.Sessions.Count);
        _rig.CheckInvariants();
    }

    [Theory]
    [InlineData("12345678")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE")]
    [InlineData(" ")]
    public void A_session_nobody_has_is_not_found(string id)
    {
        _rig.SetUp("song", 1);
        foreach (string method in new[] { "OPTIONS", "DESCRIBE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER", "SET_PARAMETER" })
        {
            RtspResponse response = _rig.Send(method, "rtsp://h/song", ("Session", id));
            Assert.Equal(454, response.Status);
            Assert.False(response.Headers.Contains("Session"));
        }

        Assert.Single(_rig.Sessions);
    }

    [Theory]
    [InlineData("Require", "implicit-play", "implicit-play")]
    [InlineData("Proxy-Require", "a, b", "a, b")]
    [InlineData("Require", "()", "()")]
    public void Features_nobody_knows_are_named_in_the_refusal(string header, string value, string unsupported)
    {
        RtspResponse response = _rig.Send("OPTIONS", "*", (header, value));
        Assert.Equal(551, response.Status);
        Assert.Equal(unsupported, response.Headers["Unsupported"]);
    }

    [Theory]
    [InlineData("application/sdp", 200)]
    [InlineData("text/html, application/*;q=0.5", 200)]
    [InlineData("*/*", 200)]
    [InlineData("application/rtsl, APPLICATION/SDP;level=2", 200)]
    [InlineData("text/html", 406)]
    [InlineData("", 406)]
    public void Descriptions_are_sdp(string accept, int status) =>
        Assert.Equal(status, _rig.Send("DESCRIBE", "rtsp://h/film", ("Accept", accept)).Status);

    [Fact]
    public void The_root_lists_what_there_is()
    {
        RtspResponse response = _rig.Send("DESCRIBE", "rtsp://h:8554/");
        Assert.Equal(404, response.Status);
        Assert.Equal("name a title; there are:\r\n/film\r\n/song\r\n", Encoding.UTF8.GetString(response.Body));
    }

    [Theory]
    [InlineData("GET_PARAMETER", "text/parameters", "position\r\nweather\r\n", 451)]
    [InlineData("GET_PARAMETER", "text/xml", "<position/>", 415)]
    [InlineData("GET_PARAMETER", "text/xml", "\r\n", 200)]
    [InlineData("SET_PARAMETER", "text/parameters", "weather: fine", 451)]
    [InlineData("SET_PARAMETER", "text/parameters", "position: 3", 458)]
    [InlineData("SET_PARAMETER", "text/parameters", "", 200)]
    public void Parameters_nobody_knows_or_may_change_are_refused(string method, string type, string body, int status)
    {
        string session = _rig.SetUp("song", 1);
        RtspRequest request = new() { Method = method, Uri = "*", Body = Encoding.UTF8.GetBytes(body) };
        request.Headers.Add("CSeq", "1");
        request.Headers.Add("Session", session);
        request.Headers.Add("Content-Type", type);
        RtspResponse response = _rig.Send(request);
        Assert.Equal(status, response.Status);
        if (status == 451)
            Assert.Equal("weather\r\n", Encoding.UTF8.GetString(response.Body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    public void A_request_without_a_number_is_a_bad_one(string? number)
    {
        RtspRequest request = new() { Method = "OPTIONS", Uri = "*" };
        request.Headers["CSeq"] = number;
        Assert.Equal(400, _rig.Send(request).Status);
    }

    [Fact]
    public void A_browser_is_told_in_its_own_language()
    {
        RtspResponse response = _rig.Send(new RtspRequest { Method = "GET", Uri = "/", Protocol = "HTTP", Version = (1, 1) });
        Assert.Equal((400, "HTTP"), (response.Status, response.Protocol));
        Assert.Equal("close", response.Headers["Connection"]);
    }

    [Fact]
    public void A_full_server_says_so_before_it_opens_the_film()
    {
        Rig full = new(new ServerSessionOptions { MaxSessions = 1 }, new AnonymousAuthorizer(), TestTitles.Song);
        full.SetUp("song", 1);
        Assert.Equal(503, full.Send("SETUP", "rtsp://h/song", ("Transport", "RTP/AVP;unicast;client_port=5000-5001")).Status);
        full.CheckInvariants();
    }

    [Fact]
    public void Whoever_is_not_let_in_is_challenged_or_denied()
    {
        Doorman doorman = new();
        Rig guarded = new(new ServerSessionOptions(), doorman, TestTitles.Song);
        RtspResponse challenged = guarded.Send("DESCRIBE", "rtsp://h/song");
        Assert.Equal(401, challenged.Status);
        Assert.Equal("Digest realm=\"films\", Basic realm=\"films\"", challenged.Headers["WWW-Authenticate"]);
        Assert.Equal(403, guarded.Send("DESCRIBE", "rtsp://h/song", ("Authorization", "mallory")).Status);
        Assert.Equal(200, guarded.Send("DESCRIBE", "rtsp://h/song", ("Authorization", "alice")).Status);
    }

    [Fact]
    public void A_session_obeys_only_the_user_it_belongs_to()
    {
        Rig guarded = new(new ServerSessionOptions(), new Doorman(), TestTitles.Song);
        RtspResponse opened = guarded.Send(
            "SETUP", "rtsp://h/song", ("Authorization", "alice"), ("Transport", "RTP/AVP;unicast;client_port=5000-5001"));
        string session = opened.Headers["Session"]!.Split(';')[0];
        Assert.Equal(454, guarded.Send("TEARDOWN", "rtsp://h/song", ("Authorization", "bob"), ("Session", session)).Status);
        Assert.Equal(200, guarded.Send("TEARDOWN", "rtsp://h/song", ("Authorization", "alice"), ("Session", session)).Status);
    }

    private sealed class Doorman : IRequestAuthorizer
    {
        public Permission Authorize(RtspRequest request, ConnectionFacts connection) => request.Headers["Authorization"] switch
        {
            null => new Permission.Challenged(["Digest realm=\"films\"", "Basic realm=\"films\""]),
            "mallory" => new Permission.Denied("not you"),
            { } user => new Permission.Granted(user),
        };
    }
}
