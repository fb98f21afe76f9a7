using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Whole conversations about parity: in order and out of it, over UDP and not, again, and away.</summary>
public sealed class RepairConversationTests
{
    private const string Udp = "RTP/AVP;unicast;client_port=5000-5001";
    private readonly Rig _rig = new();

    [Fact]
    public void Parity_is_set_up_behind_its_stream_plays_with_it_and_leaves_alone() => Conversation.Run(_rig, """
        C: SETUP rtsp://h/film/trackID=1?repair=yes
        C: Transport: RTP/AVP;unicast;client_port=5000-5001
        S: 200
        S: Transport: *;ssrc=00000001;*
        C: SETUP rtsp://h/film/parityID=1
        C: Transport: RTP/AVP;unicast;client_port=5000-5001
        C: Session: $session
        S: 200
        S: Transport: RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000002;mode="PLAY"
        C: SETUP rtsp://h/film/trackID=4?repair=yes
        C: Transport: RTP/AVP;unicast;client_port=5002-5003
        C: Session: $session
        S: 200
        C: PLAY rtsp://h/film/
        C: Session: $session
        S: 200
        S: RTP-Info: url=rtsp://h/film/trackID=1?repair=yes;seq=65534;rtptime=*
        S: RTP-Info: *,url=rtsp://h/film/parityID=1;seq=65533;rtptime=*,url=rtsp://h/film/trackID=4?repair=yes;seq=65532;*
        @ 2 s
        C: SETUP rtsp://h/film/parityID=4
        C: Transport: RTP/AVP;unicast;client_port=5002-5003
        C: Session: $session
        S: 455
        C: TEARDOWN rtsp://h/film/parityID=1
        C: Session: $session
        S: 200
        @ 1 s
        C: GET_PARAMETER rtsp://h/film
        C: Session: $session
        C> state
        C> position
        S: 200
        S> state: Playing
        S> position: 3.000
        C: PLAY rtsp://h/film/
        C: Session: $session
        C: Range: npt=1-
        S: 200
        S: RTP-Info: url=rtsp://h/film/trackID=1?repair=yes;*,url=rtsp://h/film/trackID=4?repair=yes;seq=*;rtptime=*
        C: TEARDOWN rtsp://h/film/
        C: Session: $session
        S: 200
        """);

    [Fact]
    public void Parity_and_its_stream_have_one_stamp_for_one_moment()
    {
        string session = SetUpParity();
        string info = _rig.Send("PLAY", "rtsp://h/film/", ("Session", session)).Headers["RTP-Info"]!;
        string[] stamps = [.. info.Split(',').Select(entry => entry[entry.IndexOf("rtptime", StringComparison.Ordinal)..])];
        Assert.Equal(stamps[0], stamps[1]);
    }

    [Theory]
    [InlineData("parityID=1", Udp, 455)]
    [InlineData("parityID=9", Udp, 455)]
    [InlineData("parityID=4", "RTP/AVP/TCP;interleaved=0-1", 461)]
    [InlineData("parityID=4", "RTP/AVP;unicast;interleaved=0-1", 461)]
    [InlineData("parityID=4", "RTP/AVP;multicast;port=5000-5001", 461)]
    [InlineData("parityID=4", "RTP/AVP;unicast;client_port=5000-5001;destination=198.51.100.7", 403)]
    [InlineData("parityID=4", "", 400)]
    [InlineData("parityID=5", Udp, 455)]
    [InlineData("parityID=6", Udp, 461)]
    public void Parity_that_cannot_be_sent_is_refused_and_nothing_has_changed(string what, string transport, int status)
    {
        string session = SetUp("trackID=4?repair=yes", Udp);
        SetUp("trackID=5", Udp, session);
        SetUp("trackID=6?repair=yes", "RTP/AVP/TCP;interleaved=0-1", session);
        Contract before = _rig.Session.Contract!;

        RtspResponse refused = _rig.Send("SETUP", $"rtsp://h/film/{what}", ("Transport", transport), ("Session", session));
        Assert.Equal(status, refused.Status);
        Assert.NotEmpty(refused.Body);
        Assert.Same(before, _rig.Session.Contract);
        Assert.All(_rig.Session.Streams, stream => Assert.Null(stream.Parity));
        _rig.CheckInvariants();
    }

    [Fact]
    public void Parity_without_a_session_or_of_another_title_is_refused()
    {
        Assert.Equal(455, _rig.Send("SETUP", "rtsp://h/film/parityID=1", ("Transport", Udp)).Status);
        string session = SetUp("trackID=1?repair=yes", Udp);
        Assert.Equal(455, _rig.Send("SETUP", "rtsp://h/song/parityID=1", ("Transport", Udp), ("Session", session)).Status);
        Assert.Equal(455, _rig.Send("SETUP", "rtsp://h/film/parityID=1", ("Transport", Udp)).Status);
    }

    [Fact]
    public void Of_several_transports_the_one_over_udp_is_taken()
    {
        string session = SetUp("trackID=1?repair=yes", Udp);
        RtspResponse response = _rig.Send(
            "SETUP", "rtsp://h/film/parityID=1", ("Transport", $"RTP/AVP/TCP;interleaved=0-1,{Udp}"), ("Session", session));
        Assert.Equal(200, response.Status);
        Assert.StartsWith(Udp, response.Headers["Transport"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_is_repaired_leaves_room_for_parity_in_the_largest_packet()
    {
        string session = SetUp("trackID=1?repair=yes", Udp);
        SetUp("trackID=4", Udp, session);
        SetUp("trackID=5?repair=yes", "RTP/AVP/TCP;interleaved=0-1", session);
        Assert.Equal([1_384, 1_400, 1_400], _rig.Session.Streams.Select(stream => stream.Sending.MaxPacket));

        _rig.Send("SETUP", "rtsp://h/film/trackID=6?repair=yes", ("Transport", Udp), ("Session", session), ("Blocksize", "1000"));
        Assert.Equal(1_012 - 16, _rig.Session.Streams[3].Sending.MaxPacket);
    }

    [Fact]
    public void Parity_set_up_again_is_another_stream()
    {
        string session = SetUpParity();
        SessionParity first = _rig.Session.Streams[0].Parity!;
        Assert.Equal(session, SetUp("parityID=1", "RTP/AVP;unicast;client_port=7000-7001", session));
        SessionParity second = _rig.Session.Streams[0].Parity!;
        Assert.NotEqual(first.Sending.Identity.Ssrc, second.Sending.Identity.Ssrc);
        Assert.Equal((7_000, 127), (second.Transport.ClientPort!.Value.Rtp, second.Sending.PayloadType));
    }

    [Fact]
    public void A_stream_set_up_again_has_no_parity_any_more()
    {
        string session = SetUpParity();
        SetUp("trackID=1?repair=yes", Udp, session);
        Assert.Null(_rig.Session.Streams.Single().Parity);
        Assert.False(_rig.Session.Streams.Single().Setup.HasParity);
        SetUp("parityID=1", Udp, session);
        Assert.NotNull(_rig.Session.Streams.Single().Parity);
    }

    [Fact]
    public void A_stream_takes_its_parity_with_it_and_whoever_gives_that_back_too_harms_nobody()
    {
        string session = SetUpParity();
        SetUp("trackID=4?repair=yes", Udp, session);
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
        foreach (string gone in new[] { "trackID=1?repair=yes", "parityID=1", "parityID=4" })
            Assert.Equal(200, _rig.Send("TEARDOWN", $"rtsp://h/film/{gone}", ("Session", session)).Status);

        Assert.Equal(4, Assert.Single(_rig.Session.Streams).Track.Id);
        Assert.Equal(SessionState.Playing, _rig.Session.State);
        Assert.Empty(_rig.Session.Contract!.Protection);
        _rig.CheckInvariants();
    }

    [Fact]
    public void The_last_stream_is_not_over_with_its_parity()
    {
        string session = SetUpParity();
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/film/parityID=1", ("Session", session)).Status);
        Assert.Equal((1, false), (_rig.Session.Streams.Count, _rig.Session.Streams[0].Setup.HasParity));
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/film/trackID=1", ("Session", session)).Status);
        Assert.Empty(_rig.Sessions);
    }

    [Fact]
    public void Parity_alone_cannot_be_played_or_paused()
    {
        string session = SetUpParity();
        Assert.Equal(460, _rig.Send("PLAY", "rtsp://h/film/parityID=1", ("Session", session)).Status);
        Assert.Equal(460, _rig.Send("PAUSE", "rtsp://h/film/parityID=1", ("Session", session)).Status);
    }

    [Fact]
    public void Who_says_nothing_is_given_the_usual_repair_and_pays_for_it()
    {
        string session = SetUp("trackID=1?repair=yes", Udp);
        BitRate before = _rig.Session.Contract!.Traffic.Rate;
        Assert.Equal(Ratio.Percent(5), _rig.Session.Asked.Resend);
        SetUp("parityID=1", Udp, session);
        Assert.Equal([new(1, ParityLayout.OfRows(5))], _rig.Session.Asked.Protection);
        Assert.True(_rig.Session.Contract.Traffic.Rate > before, $"{_rig.Session.Contract.Traffic.Rate} after {before}");
    }

    [Fact]
    public void Who_speaks_of_flows_has_what_he_asks_for()
    {
        string session = SetUp("trackID=1?repair=yes", Udp, flow: "class=controlled-load");
        SetUp("parityID=1", Udp, session, "class=controlled-load; fec=1:5x5+rows; rtx=2%");
        Assert.Equal([new(1, ParityLayout.OfBoth(5, 5))], _rig.Session.Contract!.Protection);
        Assert.Equal(Ratio.Percent(2), _rig.Session.Contract.Resend);
    }

    [Fact]
    public void Parity_there_is_no_room_for_is_refused_and_everything_stays()
    {
        string session = SetUp("trackID=4?repair=yes", Udp);
        _rig.Desk.Capacity = _rig.Session.Contract!.Traffic.Rate;
        RtspResponse refused = _rig.Send("SETUP", "rtsp://h/film/parityID=4", ("Transport", Udp), ("Session", session));
        Assert.Equal(453, refused.Status);
        Assert.Null(_rig.Session.Streams[0].Parity);
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
    }

    private string SetUpParity() => SetUp("parityID=1", Udp, SetUp("trackID=1?repair=yes", Udp));

    private string SetUp(string what, string transport, string? session = null, string? flow = null)
    {
        RtspRequest request = Rig.Request("SETUP", $"rtsp://h/film/{what}", ("Transport", transport));
        request.Headers["Session"] = session;
        request.Headers["Flow-Spec"] = flow;
        RtspResponse response = _rig.Send(request);
        Assert.Equal(200, response.Status);
        _rig.CheckInvariants();
        return response.Headers["Session"]!.Split(';')[0];
    }
}
