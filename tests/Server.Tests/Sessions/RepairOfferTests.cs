using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Sdp;

namespace Streaming.Server.Tests.Sessions;

/// <summary>What a description says of repair, and to whom.</summary>
public sealed class RepairOfferTests
{
    private const string Plain = """
        v=0
        o=- * 100000000 IN IP4 192.0.2.9
        s=The film
        c=IN IP4 0.0.0.0
        t=0 0
        a=control:*
        a=range:npt=0.000-10.000
        m=video 0 RTP/AVP 96
        b=AS:*
        b=TIAS:*
        a=maxprate:*
        a=rtpmap:96 H264/90000
        a=fmtp:96 *
        a=framerate:25
        a=framesize:96 640-480
        a=rtcp-fb:96 nack pli
        a=extmap:1 urn:ietf:params:rtp-hdrext:ntp-64
        a=control:trackID=1
        m=audio 0 RTP/AVP 99
        b=AS:*
        b=TIAS:*
        a=maxprate:*
        a=rtpmap:99 opus/48000/2
        a=fmtp:99 *
        a=lang:en
        a=extmap:1 urn:ietf:params:rtp-hdrext:ntp-64
        a=x-default
        a=control:trackID=4

        """;

    private const string Repaired = """
        v=0
        o=- * 100000000 IN IP4 192.0.2.9
        s=The film
        c=IN IP4 0.0.0.0
        t=0 0
        a=control:*
        a=range:npt=0.000-10.000
        a=group:FEC-FR 1 P1
        a=group:FEC-FR 4 P4
        m=video 0 RTP/AVP 96 126
        b=AS:*
        b=TIAS:*
        a=maxprate:*
        a=rtpmap:96 H264/90000
        a=fmtp:96 *
        a=framerate:25
        a=framesize:96 640-480
        a=rtcp-fb:96 nack pli
        a=extmap:1 urn:ietf:params:rtp-hdrext:ntp-64
        a=rtpmap:126 rtx/90000
        a=fmtp:126 apt=96;rtx-time=1000
        a=rtcp-fb:96 nack
        a=mid:1
        a=control:trackID=1?repair=yes
        m=audio 0 RTP/AVP 99 126
        b=AS:*
        b=TIAS:*
        a=maxprate:*
        a=rtpmap:99 opus/48000/2
        a=fmtp:99 *
        a=lang:en
        a=extmap:1 urn:ietf:params:rtp-hdrext:ntp-64
        a=rtpmap:126 rtx/48000
        a=fmtp:126 apt=99;rtx-time=1000
        a=rtcp-fb:99 nack
        a=mid:4
        a=x-default
        a=control:trackID=4?repair=yes
        m=application 0 RTP/AVP 127
        a=rtpmap:127 flexfec/90000
        a=fmtp:127 repair-window=1000000
        a=mid:P1
        a=control:parityID=1
        m=application 0 RTP/AVP 127
        a=rtpmap:127 flexfec/48000
        a=fmtp:127 repair-window=1000000
        a=mid:P4
        a=control:parityID=4

        """;

    private readonly Rig _rig = new();

    [Theory]
    [InlineData("rtsp://h/film", "")]
    [InlineData("rtsp://h/film?repair=no", "")]
    [InlineData("rtsp://h/film?repair", "")]
    [InlineData("rtsp://h/film", "streaming.contract")]
    [InlineData("rtsp://h/film", "streaming.repairs")]
    public void Who_does_not_ask_is_told_nothing_of_it(string uri, string supported) => Check(Plain, Describe(uri, supported));

    [Theory]
    [InlineData("rtsp://h/film?repair=yes", "")]
    [InlineData("rtsp://h/film?REPAIR=Yes", "")]
    [InlineData("rtsp://h/film", "streaming.repair")]
    [InlineData("rtsp://h/film", "streaming.contract, Streaming.Repair")]
    public void Who_asks_is_told_of_parity_in_groups_and_of_packets_sent_again(string uri, string supported) =>
        Check(Repaired, Describe(uri, supported));

    [Fact]
    public void Who_takes_feedback_only_under_its_own_profile_is_described_that()
    {
        string feedback = Repaired.Replace("RTP/AVP", "RTP/AVPF", StringComparison.Ordinal)
            .Replace("repair=yes", "repair=avpf", StringComparison.Ordinal);
        Check(feedback, Describe("rtsp://h/film?repair=avpf", "streaming.repair"));

        RtspResponse setup = _rig.Send(
            "SETUP", "rtsp://h/film/trackID=1?repair=avpf", ("Transport", "RTP/AVPF;unicast;client_port=5000-5001"));
        Assert.StartsWith("RTP/AVPF;unicast;client_port=5000-5001;", setup.Headers["Transport"], StringComparison.Ordinal);
        Assert.True(_rig.Session.Streams.Single().Setup.CanResend);
    }

    [Fact]
    public void A_rendition_that_was_named_stays_named_beside_it()
    {
        Assert.True(SdpReader.TryParse(Describe("rtsp://h/film?rendition=480p&repair=yes", ""), out SessionDescription? film, out _));
        Assert.Equal(
            ["trackID=2?rendition=480p&repair=yes", "trackID=4?repair=yes", "parityID=2", "parityID=4"],
            film.Media.Select(medium => medium.Control));
    }

    [Fact]
    public void It_is_listed_among_what_the_server_can_do_and_may_be_required()
    {
        RtspResponse options = _rig.Send("OPTIONS", "rtsp://h/film", ("Require", "streaming.repair"));
        Assert.Equal((200, "streaming.contract, streaming.repair, streaming.channel"), (options.Status, options.Headers["Supported"]));
    }

    private byte[] Describe(string uri, string supported) =>
        _rig.Send("DESCRIBE", uri, supported.Length == 0 ? [] : [("Supported", supported)]).Body;

    /// <summary>A star stands for the rest of a line, or for a word.</summary>
    private static void Check(string golden, byte[] described)
    {
        string[] expected = golden.ReplaceLineEndings("\n").Split('\n'), lines = Encoding.UTF8.GetString(described).Split("\r\n");
        Assert.Equal(
            expected,
            lines.Select((line, i) => i < expected.Length && expected[i].Contains('*', StringComparison.Ordinal)
                && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(expected[i], line) ? expected[i] : line));
    }
}
