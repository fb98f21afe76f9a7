using Streaming.Formats.Media;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>A channel's conversation: what is described, joined, left, refused, and given up.</summary>
public sealed class ChannelTests
{
    private const string Address = "rtsp://host:8554/channels/news";
    private const string Track = Address + "/trackID=";

    /// <summary>Two versions of the picture, of which the better has parity, and two sounds.</summary>
    private const string Channel = """
        v=0
        o=- 1 1 IN IP4 192.0.2.1
        s=News
        t=0 0
        a=control:*
        a=type:broadcast
        a=range:npt=now-
        a=x-delay:800
        a=rtcp-unicast:rsi
        a=group:FEC-FR p1 r1
        m=video 5004 RTP/AVPF 96 97
        c=IN IP4 232.1.1.1/16
        a=source-filter: incl IN IP4 232.1.1.1 192.0.2.1
        b=AS:2000
        a=rtpmap:96 H264/90000
        a=fmtp:96 packetization-mode=1
        a=rtpmap:97 rtx/90000
        a=fmtp:97 apt=96;rtx-time=3000
        a=rtcp-fb:96 nack
        a=mid:p1
        a=rendition:720p
        a=control:trackID=1
        m=video 5006 RTP/AVP 110
        c=IN IP4 232.1.1.2/16
        a=rtpmap:110 flexfec/90000
        a=fmtp:110 L=5; D=5; ToP=2; repair-window=200000
        a=mid:r1
        a=control:parityID=1
        m=video 5008 RTP/AVP 96
        c=IN IP4 232.1.1.3/16
        b=AS:500
        a=rtpmap:96 H264/90000
        a=fmtp:96 packetization-mode=1
        a=rendition:240p
        a=control:trackID=2
        m=audio 5012 RTP/AVP 97
        c=IN IP4 232.1.1.5/16
        a=rtpmap:97 MPEG4-GENERIC/48000/2
        a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1190; sizelength=13; indexlength=3; indexdeltalength=3
        a=lang:en
        a=control:trackID=3
        m=audio 5016 RTP/AVP 97
        c=IN IP4 232.1.1.7/16
        a=rtpmap:97 MPEG4-GENERIC/48000/2
        a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1190; sizelength=13; indexlength=3; indexdeltalength=3
        a=lang:de
        a=control:trackID=4
        """;

    [Fact]
    public void A_channel_is_asked_for_in_lanes_and_comes_by_multicast()
    {
        Script script = Playing();

        Assert.Contains("Supported: streaming.repair, streaming.channel", script.Said, StringComparison.Ordinal);
        Assert.Equal(
            [$"DESCRIBE {Address}", $"SETUP {Track}2", $"SETUP {Track}3", $"PLAY {Address}/"], script.Requests.TakeLast(4));
        Assert.Contains("Transport: RTP/AVP;multicast;client_port=5000-5001", script.Said, StringComparison.Ordinal);
        Assert.Contains("client_port=5002-5003\nSupported: streaming.channel\n", script.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Range: npt=0", script.Said, StringComparison.Ordinal);
        Assert.Equal(new OfferedGroup("232.1.1.3", new(5_008, 5_009), 16, null), script.Ready[0].Group);
        Assert.Equal(MediaTime.FromSeconds(100), script.Segments[0].Start);
        Assert.Null(script.Segments[0].End);
    }

    [Fact]
    public void What_a_channel_is_stands_in_its_description()
    {
        Presentation channel = Playing().Presentation!;

        Assert.Equal(new OfferedChannel(TimeSpan.FromMilliseconds(800), TakesUnicastReports: true), channel.Channel);
        Assert.Null(channel.Duration);
        OfferedTrack best = channel.Tracks[0];
        Assert.Equal(("720p", true), (best.Rendition, best.IsLayer));
        Assert.Equal(new OfferedGroup("232.1.1.1", new(5_004, 5_005), 16, "192.0.2.1"), best.Group);
        Assert.Equal(new OfferedGroup("232.1.1.2", new(5_006, 5_007), 16, null), best.Parity!.Group);
        Assert.Equal(97, best.Resend!.PayloadType);
        Assert.False(channel.Tracks[2].IsLayer);
    }

    [Theory]
    [InlineData("de", "4")]
    [InlineData("fr", "3")]
    public void The_sound_is_the_language_that_is_preferred(string language, string track)
    {
        Script script = Described(Script.Options(Address) with { Audio = language });
        script.SetUp(Group("232.1.1.3", 5_008, 2), Group("232.1.1.5", 5_012, 3));
        Assert.Contains($"SETUP {Track}{track} RTSP", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lane_is_set_up_with_its_parity_while_the_others_play_and_left_at_once()
    {
        Script script = Playing().Clear();
        OfferedTrack lane = script.Presentation!.Tracks[0];

        Assert.True(script.Session.Join(lane, default));
        script.Do((_, _) => { });
        Assert.Equal([$"SETUP {Track}1", $"SETUP {Address}/parityID=1"], script.Requests);
        script.Answer($"Session: abc\nTransport: {Group("232.1.1.1", 5_004, 1)}", number: 6);
        script.Answer($"Session: abc\nTransport: {Group("232.1.1.2", 5_006, 9)}", number: 7);
        Assert.Equal("232.1.1.2", script.Ready[^1].Parity!.Group!.Address);

        script.Clear().Do((session, now) => session.Leave(lane, now));
        Assert.StartsWith($"(StreamReleased)\nTEARDOWN {Address}/parityID=1", script.Since, StringComparison.Ordinal);
        Assert.Equal([$"TEARDOWN {Address}/parityID=1", $"TEARDOWN {Track}1"], script.Requests);
    }

    [Fact]
    public void A_lane_there_is_no_room_for_is_refused_and_the_channel_goes_on()
    {
        Script script = Playing().Clear();
        script.Do((session, now) => session.Join(script.Presentation!.Tracks[0], now));
        script.Answer(status: 453, number: 6);
        script.Answer(status: 459, number: 7);
        Assert.Contains("(ClosePorts)\n(LaneRefused)", script.Since, StringComparison.Ordinal);
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);
        Assert.Null(script.Outcome);
    }

    [Fact]
    public void Another_sound_takes_the_place_of_the_one_there_is_without_a_pause()
    {
        Script script = Playing().Clear();
        script.Do((session, now) => session.ChooseAudio(script.Presentation!.Tracks[3], now));
        script.Answer($"Session: abc\nTransport: {Group("232.1.1.7", 5_016, 4)}");
        Assert.Equal([$"SETUP {Track}4", $"TEARDOWN {Track}3"], script.Requests);
        Assert.EndsWith("(AudioChosen)\n", script.Since, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_cannot_be_paused_nor_sought_in_and_says_so()
    {
        Script script = Playing().Clear();
        script.Do((session, now) => session.Pause(now)).Do((session, now) => session.Resume(now));
        script.Do((session, now) => session.Seek(MediaTime.Zero, SeekDirection.Backward, now));
        script.Do((session, now) => session.SetScale(2, null, now));
        Assert.Equal(
            """
            (cannot Pause: 0 a channel goes on for everybody and cannot be paused)
            (cannot Seek: 0 a channel has no other place and no other pace than now)
            (cannot ChangeScale: 0 a channel has no other place and no other pace than now)

            """,
            script.Since);
    }

    [Fact]
    public void What_no_group_brings_for_three_seconds_is_taken_by_unicast_then_by_the_connection()
    {
        Script script = Playing();
        script.At(2.5).Heard(TrackKind.Video).Heard(TrackKind.Audio).At(4).Heard(TrackKind.Audio).At(5.4).Clear();
        Assert.Equal("", script.Since);
        script.At(5.5).Answer();
        Assert.StartsWith(
            "(nothing has been heard of the picture's group 232.1.1.3 for 3 s)\nTEARDOWN", script.Since, StringComparison.Ordinal);
        Assert.Contains("Transport: RTP/AVP;unicast;client_port=5004-5005", script.Since, StringComparison.Ordinal);

        script.SetUp(5_004, 2).SetUp(5_006, 3).Answer("Range: npt=113-").Clear();
        Assert.Equal((MediaTime.FromSeconds(113), true), (script.Segments[^1].Start, script.Segments[^1].GoesOn));
        script.At(8.5).Answer();
        Assert.Contains("Transport: RTP/AVP/TCP;unicast;interleaved=0-1", script.Since, StringComparison.Ordinal);
        Assert.Null(script.Outcome);
    }

    [Fact]
    public void What_comes_to_us_alone_does_not_prove_the_group()
    {
        Script script = Playing().At(1).Media().At(2.9).Media().Clear();
        Assert.Contains("nothing has been heard", script.At(3).Since, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_that_is_not_heard_while_the_picture_is_counts_as_nothing_heard()
    {
        Script script = Playing().At(2.5).Heard(TrackKind.Video).Clear();
        Assert.Contains("the sound's group 232.1.1.5", script.At(3).Since, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_multicast_is_wanted_nothing_else_is_tried()
    {
        Script script = Described(Script.Options(Address, TransportChoice.Multicast));
        script.SetUp(Group("232.1.1.3", 5_008, 2), Group("232.1.1.5", 5_012, 3)).Answer("Range: npt=100-").At(3.1).Clear();
        Assert.Equal("", script.Since);
        script.At(10).Answer();
        Assert.StartsWith(
            "the channel plays, but nothing is heard of its groups",
            Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_does_not_come_by_multicast()
    {
        Script script = new Script(Script.Options(transport: TransportChoice.Multicast)).Described();
        Assert.Equal(FailureKind.NothingPlayable, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Theory]
    [InlineData("RTP/AVP;multicast;destination=10.0.0.1;port=5008-5009")]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001")]
    public void A_group_that_is_none_is_not_joined(string transport)
    {
        Script script = Described(Script.Options(Address)).Answer($"Session: abc\nTransport: {transport}").Answer();
        Assert.Equal(FailureKind.Misunderstood, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Fact]
    public void A_server_that_does_not_send_to_groups_is_asked_for_unicast()
    {
        Script script = Described(Script.Options(Address)).Answer(status: 461);
        Assert.Contains("(the server does not send by multicast)", script.Said, StringComparison.Ordinal);
        Assert.Contains("Transport: RTP/AVP;unicast;client_port=5002-5003", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void To_us_alone_the_best_that_is_accepted_is_sent()
    {
        ClientOptions options = Script.Options(Address, TransportChoice.Tcp);
        Assert.Contains($"SETUP {Track}1 ", Described(options).Said, StringComparison.Ordinal);
        options = options with { Wish = options.Wish with { Accept = ["240p"] } };
        Assert.Contains($"SETUP {Track}2 ", Described(options).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_this_machine_cannot_join_is_given_up_at_once()
    {
        Script script = Playing().Clear();
        script.Do((session, now) => session.JoinFailed(new() { Number = 9, Kind = TrackKind.Video, ControlUrl = "" }, "no route", now));
        Assert.StartsWith("(no route)\nTEARDOWN", script.Since, StringComparison.Ordinal);
    }

    private static Script Described(ClientOptions options) => new Script(options)
        .Answer("Public: DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\nSupported: streaming.repair, streaming.channel")
        .Answer($"Content-Base: {Address}/", Channel);

    private static Script Playing() => Described(Script.Options(Address))
        .SetUp(Group("232.1.1.3", 5_008, 2), Group("232.1.1.5", 5_012, 3))
        .Answer($"Range: npt=100-\nRTP-Info: url={Track}2;seq=1;rtptime=100,url={Track}3;seq=9;rtptime=200");

    private static string Group(string address, int port, uint ssrc) =>
        $"RTP/AVP;multicast;destination={address};port={port}-{port + 1};ttl=16;source=192.0.2.1;server_port=8000-8001;ssrc={ssrc:X8}";
}
