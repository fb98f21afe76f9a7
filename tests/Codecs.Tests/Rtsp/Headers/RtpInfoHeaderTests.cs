using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

public sealed class RtpInfoHeaderTests
{
    [Theory]
    // RFC 2326 §12.33.
    [InlineData("url=rtsp://foo.com/bar.avi/streamid=0;seq=45102,url=rtsp://foo.com/bar.avi/streamid=1;seq=30211",
        "url=rtsp://foo.com/bar.avi/streamid=0;seq=45102,url=rtsp://foo.com/bar.avi/streamid=1;seq=30211")]
    [InlineData("url=rtsp://h/f/trackID=1;seq=65535;rtptime=4294967295", "url=rtsp://h/f/trackID=1;seq=65535;rtptime=4294967295")]
    [InlineData("url=trackID=1;rtptime=0;seq=0 , URL=trackID=2", "url=trackID=1;seq=0;rtptime=0,url=trackID=2")]
    // Commas and semicolons of a URL's own.
    [InlineData("url=rtsp://h/f?audio=vi,en;a=b;seq=1,url=rtsp://h/g,h;seq=2",
        "url=rtsp://h/f?audio=vi,en;a=b;seq=1,url=rtsp://h/g,h;seq=2")]
    // Numbers that are none count as not said.
    [InlineData("url=a;seq=65536;rtptime=4294967296", "url=a")]
    [InlineData("url=a;seq=-1;rtptime=NaN;ssrc=1234", "url=a")]
    [InlineData("url=\"a\";seq=7,", "url=a;seq=7")]
    [InlineData("url=", "url=")]
    // Found by spoiling: what is left over behind a URL is no part of it.
    [InlineData("url=rtsp://h/a;seq;,;rtptime=2", "url=rtsp://h/a;rtptime=2")]
    public void What_is_read_is_written_canonically(string wire, string canonical)
    {
        Assert.True(RtpInfoHeader.TryParse(wire, out RtpInfoHeader? header, out ParseError error), error.ToString());
        Assert.Equal(canonical, header.ToString());
        Assert.True(RtpInfoHeader.TryParse(canonical, out RtpInfoHeader? again, out _));
        Assert.Equal(header.Entries, again.Entries);
    }

    [Fact]
    public void Each_stream_has_its_first_number_and_its_start()
    {
        Assert.True(RtpInfoHeader.TryParse("url=a;seq=1;rtptime=2,url=b;seq=3", out RtpInfoHeader? header, out _));
        Assert.Equal([new("a", new SequenceNumber(1), new RtpTimestamp(2)), new("b", new SequenceNumber(3), null)], header.Entries);
    }

    [Theory]
    [InlineData("", "Truncated RTP-Info at offset 0")]
    [InlineData("seq=1", "Invalid stream-url at offset 0")]
    [InlineData("rtsp://h/f;seq=1", "Invalid stream-url at offset 0")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(RtpInfoHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }
}
