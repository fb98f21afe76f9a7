using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Sdp;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Tests.Channels;

public sealed class ChannelConversationTests
{
    private const string Channel = "rtsp://h/channels/news";

    private readonly ChannelRig _rig = new();

    [Fact]
    public void A_plain_client_is_described_one_picture_and_one_sound_with_their_groups()
    {
        RtspResponse response = _rig.Send("DESCRIBE", Channel);

        Assert.Equal((200, $"{Channel}/"), (response.Status, response.Headers["Content-Base"]));
        string text = Encoding.UTF8.GetString(response.Body);
        Assert.Contains("s=The news\r\n", text, StringComparison.Ordinal);
        Assert.Contains("a=control:*\r\na=range:npt=now-\r\na=type:broadcast\r\n", text, StringComparison.Ordinal);
        Assert.Contains("m=video 5000 RTP/AVP 96\r\nc=IN IP4 239.1.1.1/8\r\n", text, StringComparison.Ordinal);
        Assert.Contains("m=audio 5012 RTP/AVP ", text, StringComparison.Ordinal);
        Assert.Contains("c=IN IP4 239.1.1.7/8\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rtx", text, StringComparison.Ordinal);
        Assert.DoesNotContain("flexfec", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nack", text, StringComparison.Ordinal);
        Assert.Equal(["trackID=1", "trackID=4"], Media(response).Select(medium => medium.Control));
    }

    [Theory]
    [InlineData("?rendition=240p", "trackID=3 trackID=4")]
    [InlineData("?rendition=none&audio=de&slides=0", "trackID=5")]
    [InlineData("?audio=all&text=en", "trackID=1 trackID=4 trackID=5 trackID=7")]
    public void A_plain_client_chooses_by_the_query(string query, string controls)
    {
        RtspResponse response = _rig.Send("DESCRIBE", Channel + query);

        Assert.Equal(controls, string.Join(' ', Media(response).Select(medium => medium.Control)));
    }

    [Theory]
    [InlineData("", "streaming.channel")]
    [InlineData("?layers=yes", "")]
    public void A_client_that_knows_channels_is_described_every_lane_and_what_mends_and_times_it(string query, string supported)
    {
        RtspResponse response = _rig.Send("DESCRIBE", Channel + query, ("Supported", supported));

        Assert.True(SdpReader.TryParse(response.Body, out SessionDescription? description, out _));
        Assert.Equal("rsi", description.UnicastFeedback);
        Assert.Equal(1u, description.SyncGroup);
        Assert.Equal(TimeSpan.FromSeconds(1), description.PresentationDelay);
        Assert.Equal(["source", "480p", "240p"], description.Media.Select(medium => medium.Attributes["rendition"]).OfType<string>());
        Assert.Equal(["en", "de"], description.Media.Where(medium => medium.Kind == "audio").Select(medium => medium.Language));
        MediaDescription parity = description.Media.First(medium => medium.Control == "parityID=1");
        Assert.Equal((5_002, "239.1.1.2"), (parity.Port, parity.Connection?.Address));
        Assert.Equal(5, description.Media.Count(medium => medium.FindParity() is not null));
        Assert.True(description.Media[0].TakesNack(96));
    }

    [Fact]
    public void A_source_specific_channel_says_from_whom()
    {
        ChannelRig rig = new(ChannelRig.Settings with
        {
            Group = new(new([232, 1, 1, 1]), 5_000) { Source = new([192, 0, 2, 9]) },
        });

        RtspResponse response = rig.Send("DESCRIBE", Channel);

        string text = Encoding.UTF8.GetString(response.Body);
        Assert.Contains("a=source-filter:incl IN IP4 232.1.1.1 192.0.2.9\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_stands_alone_has_whole_addresses()
    {
        ChannelOffer offer = new(_rig.Sender, new([192, 0, 2, 9]));

        byte[] description = offer.Write([_rig.Sender.Lanes[0].Lane], isLayered: false, "rtsp://server:8554/channels/news");

        string text = Encoding.UTF8.GetString(description);
        Assert.Contains("a=control:rtsp://server:8554/channels/news\r\n", text, StringComparison.Ordinal);
        Assert.Contains("a=control:rtsp://server:8554/channels/news/trackID=1\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_client_sets_up_plays_from_where_all_are_and_goes_when_it_leaves()
    {
        _rig.Time.Advance(30);
        string session = _rig.SetUpAll("trackID=1", "parityID=1", "trackID=4");

        RtspResponse playing = _rig.Send("PLAY", Channel + "/", ("Session", session), ("Range", "npt=now-"));

        Assert.Equal((200, "npt=29.000-"), (playing.Status, playing.Headers["Range"]));
        Assert.Contains($"url={Channel}/trackID=1;seq=", playing.Headers["RTP-Info"], StringComparison.Ordinal);
        Assert.Contains($"url={Channel}/parityID=1;seq=", playing.Headers["RTP-Info"], StringComparison.Ordinal);
        Assert.Equal((1, 2), (_rig.Sender.Members.Count, _rig.Session.Member.Lanes.Count));
        Assert.Equal(SessionState.Playing, _rig.Session.State);

        Assert.Equal(200, _rig.Send("TEARDOWN", Channel, ("Session", session)).Status);
        Assert.IsType<SessionEffect.Closed>(_rig.Effects[^1]);
        Assert.Empty(_rig.Sessions);
        Assert.Equal(BitRate.Zero, _rig.Reserved("floor1"));
    }

    [Fact]
    public void Lanes_are_joined_and_left_while_it_plays()
    {
        string session = _rig.SetUpAll("trackID=3", "trackID=4");
        _rig.Send("PLAY", Channel, ("Session", session));

        Assert.Equal(200, _rig.SetUp("trackID=2", "RTP/AVP;multicast;client_port=6000-6001", session).Status);
        Assert.Equal(2, _rig.Session.Member.Lanes.Count);
        RtspResponse playing = _rig.Send("PLAY", Channel, ("Session", session));
        Assert.Equal(3, playing.Headers["RTP-Info"]!.Split("url=").Length - 1);
        Assert.Equal(3, _rig.Session.Member.Lanes.Count);

        Assert.Equal(200, _rig.Send("TEARDOWN", $"{Channel}/trackID=3", ("Session", session)).Status);
        SessionEffect.Left left = Assert.IsType<SessionEffect.Left>(_rig.Effects[^1]);
        Assert.Equal([3], left.Streams.Select(stream => stream.Lane.Number));
        Assert.Equal([4, 2], _rig.Session.Streams.Select(stream => stream.Lane.Number));
    }

    [Fact]
    public void Parity_goes_with_its_lane_and_may_be_given_back_by_itself()
    {
        string session = _rig.SetUpAll("trackID=1", "parityID=1", "trackID=2", "parityID=2");

        Assert.Equal(200, _rig.Send("TEARDOWN", $"{Channel}/parityID=2", ("Session", session)).Status);
        Assert.Equal(200, _rig.Send("TEARDOWN", $"{Channel}/trackID=1", ("Session", session)).Status);
        Assert.Equal(200, _rig.Send("TEARDOWN", $"{Channel}/parityID=1", ("Session", session)).Status);

        ChannelStream left = Assert.Single(_rig.Session.Streams);
        Assert.Equal((2, false), (left.Lane.Number, left.IsParity));
    }

    [Fact]
    public void Pausing_is_not_among_what_can_be_asked_of_a_channel()
    {
        Assert.DoesNotContain("PAUSE", _rig.Send("OPTIONS", Channel).Headers["Public"], StringComparison.Ordinal);
        Assert.Contains("PAUSE", _rig.Send("OPTIONS", "*").Headers["Public"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npt=0-", 200)]
    [InlineData("npt=0.000-", 200)]
    [InlineData("npt=now-", 200)]
    [InlineData("npt=12.5-", 457)]
    [InlineData("npt=now-60", 457)]
    [InlineData("npt=0-60", 457)]
    [InlineData("smpte=0:00:00-", 501)]
    [InlineData("hello", 400)]
    public void There_is_one_place_to_play_a_channel_from(string range, int status)
    {
        string session = _rig.SetUpAll("trackID=1");

        Assert.Equal(status, _rig.Send("PLAY", Channel, ("Session", session), ("Range", range)).Status);
    }

    [Fact]
    public void Nobody_runs_through_a_channel()
    {
        string session = _rig.SetUpAll("trackID=1");

        RtspResponse playing = _rig.Send("PLAY", Channel, ("Session", session), ("Scale", "4"), ("Speed", "2"));

        Assert.Equal((200, "1.0", "1.0"), (playing.Status, playing.Headers["Scale"], playing.Headers["Speed"]));
    }

    [Theory]
    [InlineData("DESCRIBE", "rtsp://h/channels/sport", 404, "/channels/news")]
    [InlineData("DESCRIBE", "rtsp://h/channels/news?rendition=4k", 404, "source, 480p, 240p")]
    [InlineData("SETUP", "rtsp://h/channels/news/trackID=99", 404, "no stream 99")]
    [InlineData("SETUP", "rtsp://h/channels/news/parityID=6", 404, "no parity")]
    [InlineData("SETUP", "rtsp://h/channels/news/parityID=1", 455, "behind the stream")]
    [InlineData("SETUP", "rtsp://h/channels/news", 459, "own URI")]
    [InlineData("PLAY", "rtsp://h/channels/news", 454, "")]
    [InlineData("PAUSE", "rtsp://h/channels/news", 454, "")]
    public void What_is_not_there_is_refused_with_what_is(string method, string uri, int status, string said)
    {
        RtspResponse response = _rig.Send(method, uri, ("Transport", "RTP/AVP;multicast"));

        Assert.Equal(status, response.Status);
        Assert.Contains(said, Encoding.UTF8.GetString(response.Body), StringComparison.Ordinal);
        Assert.Empty(_rig.Sessions);
    }

    [Fact]
    public void A_channel_that_waits_says_for_what()
    {
        _rig.Facts = _rig.Facts! with { Sender = null, Waiting = "the library has none of its titles" };

        foreach (string method in (string[])["DESCRIBE", "SETUP"])
        {
            RtspResponse response = _rig.Send(method, $"{Channel}/trackID=1", ("Transport", "RTP/AVP;multicast"));
            Assert.Equal(503, response.Status);
            Assert.Equal("the library has none of its titles\r\n", Encoding.UTF8.GetString(response.Body));
        }
    }

    [Fact]
    public void In_a_session_what_does_not_fit_is_refused()
    {
        string session = _rig.SetUpAll("trackID=1", "trackID=4");
        Assert.Equal(460, Play($"{Channel}/trackID=1"));
        Assert.Equal(404, Play($"{Channel}/trackID=2"));
        Assert.Equal(404, Play("rtsp://h/channels/sport"));
        Assert.Equal(459, _rig.Send("SETUP", "rtsp://h/song/trackID=1", ("Session", session), ("Transport", "RTP/AVP;multicast")).Status);
        Assert.Equal(200, Play(Channel));
        Assert.Equal(455, _rig.Send("PAUSE", Channel, ("Session", session)).Status);
        Assert.Equal(455, _rig.SetUp("trackID=1", "RTP/AVP;multicast", session).Status);
        Assert.Equal(456, _rig.Send("SET_PARAMETER", Channel, ("Session", session), ("Flow-Spec", "rate=1Mb/s")).Status);
        Assert.Equal(200, _rig.Send("GET_PARAMETER", Channel, ("Session", session)).Status);

        int Play(string uri) => _rig.Send("PLAY", uri, ("Session", session)).Status;
    }

    [Fact]
    public void A_session_of_a_channel_that_has_begun_anew_takes_no_more_streams()
    {
        string session = _rig.SetUpAll("trackID=1");
        _rig.Facts = _rig.Facts! with { Sender = new ChannelRig().Sender };

        Assert.Equal(455, _rig.SetUp("trackID=4", "RTP/AVP;multicast", session).Status);
    }

    [Fact]
    public void A_receiver_is_alive_as_long_as_he_reports_or_asks()
    {
        string session = _rig.SetUpAll("trackID=1");
        _rig.Send("PLAY", Channel, ("Session", session));
        Instant heard = _rig.Now;
        _rig.Time.Advance(20);
        Assert.Equal(heard, _rig.Session.Heard);
        _rig.Send("GET_PARAMETER", Channel, ("Session", session));

        Assert.Equal(_rig.Now, _rig.Session.Heard);
    }

    private static IList<MediaDescription> Media(RtspResponse response)
    {
        Assert.Equal(200, response.Status);
        Assert.True(SdpReader.TryParse(response.Body, out SessionDescription? description, out _));
        return description.Media;
    }
}
