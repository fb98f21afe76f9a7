using System.Text;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Sdp;

public sealed class SdpReaderTests
{
    private const string Film = """
        v=0
        o=- 3724394400 1 IN IP4 192.0.2.1
        s=Sintel – a film
        i=Open movie
        u=http://h/film
        c=IN IP4 0.0.0.0
        b=AS:2700
        t=0 0
        a=tool:streaming
        a=control:*
        a=range:npt=0-596.458
        a=group:LS 1 2
        m=video 0 RTP/AVP 96
        i=Picture
        b=AS:2500
        b=TIAS:2400000
        b=RR:0
        b=RS:75000
        a=rtpmap:96 H264/90000
        a=fmtp:96 packetization-mode=1;profile-level-id=64001F;sprop-parameter-sets=Z2QAH6w=,aOvjyyLA
        a=framerate:23.976
        a=rtcp-fb:96 nack
        a=mid:1
        a=ssrc:42 cname:user@h
        a=control:trackID=1
        m=audio 0 RTP/AVP 97 0
        c=IN IP6 ::
        a=rtpmap:97 mpeg4-generic/48000/2
        a=fmtp:97 streamtype=5;mode=AAC-hbr
        a=lang:vi
        a=label:main
        a=recvonly
        a=control:rtsp://h/film/trackID=2

        """;

    [Fact]
    public void A_film_is_understood_and_written_as_it_was()
    {
        string wire = Film.ReplaceLineEndings("\r\n");
        SessionDescription session = Parse(wire);
        Assert.Equal(wire, SdpWriter.Format(session));

        Assert.Equal(new SdpOrigin("3724394400", "1", "192.0.2.1"), session.Origin);
        Assert.Equal(("Sintel – a film", "Open movie", "http://h/film"), (session.Name, session.Information, session.Uri));
        Assert.Equal("*", session.Control);
        Assert.Equal(new SdpConnection("0.0.0.0"), session.Connection);
        Assert.Equal(MediaTime.FromSeconds(596.458), session.Range!.End);
        Assert.Equal([new SdpTiming(0, 0)], session.Timings);
        Assert.Equal(["video", "audio"], session.Media.Select(medium => medium.Kind));
    }

    [Fact]
    public void Each_stream_says_what_it_is()
    {
        SessionDescription session = Parse(Film);
        MediaDescription video = session.Media[0], audio = session.Media[1];
        Assert.Equal([new RtpMap(96, "H264", ClockRate.Video)], video.RtpMaps());
        Assert.StartsWith("packetization-mode=1;", video.FormatParameters(96));
        Assert.Equal("", video.FormatParameters(9));
        Assert.Equal((BitRate.Kbps(2_500), BitRate.Kbps(2_400), BitRate.Zero, BitRate.Kbps(75)),
            (video.Bandwidth("AS"), video.Bandwidth("TIAS"), video.Bandwidth("RR"), video.Bandwidth("RS")));
        Assert.Null(video.Bandwidth("CT"));
        Assert.Equal((23.976, "trackID=1", "Picture"), (video.FrameRate, video.Control, video.Information));
        Assert.Equal("96 nack", video.Attributes["rtcp-fb"]);

        Assert.Equal([new RtpMap(97, "mpeg4-generic", new(48_000), 2), new RtpMap(0, "PCMU", new(8_000))], audio.RtpMaps());
        Assert.Equal(("vi", "main", true), (audio.Language, audio.Label, audio.Connection!.IsIPv6));
        Assert.True(audio.Attributes.Contains("recvonly"));
        Assert.Null(audio.Attributes["recvonly"]);
    }

    [Theory]
    [InlineData("v=0", "v=0|o=0 0|s=-|t=0 0|")]
    [InlineData("\uFEFFv=0\n\n\ns=x\nt=1 2\nt=3 4", "v=0|o=0 0|s=x|t=1 2|t=3 4|")]
    [InlineData("v=0\ns=\ne=a@b\np=1\nr=7d 1h\nz=0 0\nk=clear:x\nnonsense\n=\na\nx=y\nt=now then\nt=-1 0\nt=1", "v=0|o=0 0|s=-|t=0 0|")]
    [InlineData("v=0\nc=IN IP4 239.0.0.1/16/3\nb=X-YZ:128\nb=AS:-1\nb=AS:NaN\nb=:1\nb=AS:99999999999999999999",
        "v=0|o=0 0|s=-|c=IN IP4 239.0.0.1/16/3|b=X-YZ:128|t=0 0|")]
    [InlineData("v=0\nc=IN IP6 ff1e::1/3\nc=IN IP4\nc=XX IP4 h\nc=IN IP5 h\nc=IN IP4 h/256\nc=IN IP4 h/1/0\nc=IN IP6 h/1/1\nc=IN IP4 /1",
        "v=0|o=0 0|s=-|c=IN IP6 ff1e::1/3|t=0 0|")]
    [InlineData("v=0\nm=audio 5004/2 udp t38 *\na=a\na=\na=b:\na=c:d:e",
        "v=0|o=0 0|s=-|t=0 0|m=audio 5004/2 udp t38 *|a=a|a=|a=b:|a=c:d:e|")]
    [InlineData("v=0\nm=video 0 RTP/AVP\nv=1\no=x 1 1 IN IP4 h\ns=y\nu=z\nt=5 5", "v=0|o=0 0|s=-|t=0 0|m=video 0 RTP/AVP|")]
    [InlineData("v=0\ns=a\0b\u0007c\rd", "v=0|o=0 0|s=a b c d|t=0 0|")]
    public void What_decides_nothing_is_read_over(string wire, string expected)
    {
        string written = SdpWriter.Format(Parse(wire)).Replace("\r\n", "|").Replace("o=- 0 0 IN IP4 0.0.0.0", "o=0 0");
        Assert.Equal(expected, written);
    }

    [Theory]
    [InlineData("", "Truncated proto-version at offset 0")]
    [InlineData("\n\n", "Truncated proto-version at offset 2")]
    [InlineData("v=1\n", "Unsupported proto-version at offset 0")]
    [InlineData("\ns=x\nv=0\n", "Invalid proto-version at offset 1")]
    [InlineData("<html>", "Invalid proto-version at offset 0")]
    [InlineData("v=0\nm=video 0", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video x RTP/AVP 96", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video -1 RTP/AVP 96", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video 65536 RTP/AVP 96", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video 2147483648 RTP/AVP 96", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video 4294967296 RTP/AVP 96", "Invalid media-field at offset 4")]
    [InlineData("v=0\nm=video 1/0 RTP/AVP 96", "Invalid media-field at offset 4")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(SdpReader.TryParse(Encoding.UTF8.GetBytes(wire), out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void There_is_an_end_to_everything()
    {
        Assert.Equal(ParseFault.TooLarge, Fault("v=0\n" + new string('x', SdpReader.MostBytes)));
        Assert.Equal(ParseFault.TooLarge, Fault("v=0\n" + string.Concat(Enumerable.Repeat("a=\n", SdpReader.MostLines))));
        Assert.Equal(ParseFault.TooLarge, Fault("v=0\n" + string.Concat(Enumerable.Repeat("m=a 0 b\n", SdpReader.MostMedia + 1))));
        Assert.Equal(ParseFault.Invalid, Fault("v=0\nm=a 0 b" + string.Concat(Enumerable.Repeat(" 1", SdpReader.MostFormats + 1))));
        Assert.Equal(ParseFault.None, Fault("v=0\nm=a 0 b" + string.Concat(Enumerable.Repeat(" 1", SdpReader.MostFormats))));
    }

    [Theory]
    [InlineData("96 H264/90000", "96 H264/90000")]
    [InlineData(" 97  opus/48000/2 ", "97 opus/48000/2")]
    [InlineData("0 PCMU/8000/1", "0 PCMU/8000")]
    [InlineData("98 L16/44100/x", "98 L16/44100")]
    [InlineData("128 H264/90000", null)]
    [InlineData("-1 H264/90000", null)]
    [InlineData("96 H264", null)]
    [InlineData("96 /90000", null)]
    [InlineData("96 H264/0", null)]
    [InlineData("96 H264/-1", null)]
    [InlineData("96 H264/2147483648", null)]
    [InlineData("96 H264/4294967296", null)]
    [InlineData("96 H264/NaN", null)]
    [InlineData("96 a/1/2/3", null)]
    [InlineData("96", null)]
    [InlineData("", null)]
    public void Payload_types_are_read_and_written(string wire, string? canonical)
    {
        Assert.Equal(canonical is not null, RtpMap.TryParse(wire, out RtpMap? map));
        Assert.Equal(canonical, map?.ToString());
    }

    [Theory]
    [InlineData("25", 25.0)]
    [InlineData("29.97", 29.97)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("2147483648", null)]
    public void A_frame_rate_is_a_rate(string text, double? expected) =>
        Assert.Equal(expected, new MediaDescription { Kind = "video", Attributes = { { "framerate", text } } }.FrameRate);

    [Fact]
    public void A_title_cannot_smuggle_in_a_line()
    {
        SessionDescription session = new() { Name = "x\r\nm=video 1 RTP/AVP 96", Attributes = { { "a\nb", "c\nd" } } };
        string written = SdpWriter.Format(session).Replace("\r\n", "|");
        Assert.Equal("v=0|o=- 0 0 IN IP4 0.0.0.0|s=x  m=video 1 RTP/AVP 96|t=0 0|a=a b:c d|", written);
    }

    private static SessionDescription Parse(string text)
    {
        bool isRead = SdpReader.TryParse(Encoding.UTF8.GetBytes(text), out SessionDescription? session, out ParseError error);
        Assert.True(isRead && session is not null, error.ToString());
        return session;
    }

    private static ParseFault Fault(string text) =>
        SdpReader.TryParse(Encoding.UTF8.GetBytes(text), out _, out ParseError error) ? ParseFault.None : error.Fault;
}
