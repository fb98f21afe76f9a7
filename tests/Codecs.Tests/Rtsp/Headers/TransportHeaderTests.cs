using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

public sealed class TransportHeaderTests
{
    [Theory]
    // RFC 2326 §12.39.
    [InlineData("RTP/AVP;multicast;ttl=127;mode=\"PLAY\",RTP/AVP;unicast;client_port=3456-3457;mode=\"PLAY\"",
        "RTP/AVP;multicast;ttl=127;mode=\"PLAY\",RTP/AVP;unicast;client_port=3456-3457;mode=\"PLAY\"")]
    [InlineData("RTP/AVP;multicast;port=5004-5005;ttl=16", "RTP/AVP;multicast;ttl=16;port=5004-5005")]
    // ffmpeg, GStreamer, openRTSP as they offer.
    [InlineData("RTP/AVP/UDP;unicast;client_port=15706-15707", "RTP/AVP/UDP;unicast;client_port=15706-15707")]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=0-1")]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=0-1;mode=play", "RTP/AVP/TCP;unicast;interleaved=0-1;mode=\"play\"")]
    [InlineData("RTP/AVPF/UDP;unicast;client_port=51170-51171,RTP/AVP;unicast;client_port=51170-51171",
        "RTP/AVPF/UDP;unicast;client_port=51170-51171,RTP/AVP;unicast;client_port=51170-51171")]
    // A server's answer.
    [InlineData("RTP/AVP;unicast;destination=::1;source=::1;client_port=5000-5001;server_port=8000-8001;ssrc=0000002A",
        "RTP/AVP;unicast;destination=::1;source=::1;client_port=5000-5001;server_port=8000-8001;ssrc=0000002A")]
    // Sloppiness: blanks, capitals, empty elements, what nobody knows, one port alone.
    [InlineData(" , RTP/AVP ; UNICAST ; Client_Port = 5000 - 5001 ;; x-feature=1;append , ", "RTP/AVP;unicast;client_port=5000-5001")]
    [InlineData("RTP/AVP;unicast;client_port=5000", "RTP/AVP;unicast;client_port=5000-5001")]
    [InlineData("RTP/AVP;unicast;mode=\"PLAY,RECORD\";interleaved=4", "RTP/AVP;unicast;interleaved=4-5;mode=\"PLAY,RECORD\"")]
    [InlineData("x-real-rdt/tcp;client_port=6970", "x-real-rdt/tcp;client_port=6970-6971")]
    // Short ssrc: fewer than eight digits are read as if padded with zeros on the left; what is not hexadecimal is not said.
    [InlineData("RTP/AVP;unicast;ssrc=2a", "RTP/AVP;unicast;ssrc=0000002A")]
    [InlineData("RTP/AVP;unicast;ssrc=4294967295", "RTP/AVP;unicast")]
    [InlineData("RTP/AVP;unicast;ssrc= 1;destination=;source=", "RTP/AVP;unicast;ssrc=00000001")]
    public void What_is_read_is_written_canonically(string wire, string canonical)
    {
        Assert.True(TransportHeader.TryParse(wire, out TransportHeader? header, out ParseError error), error.ToString());
        Assert.Equal(canonical, header.ToString());
        Assert.True(TransportHeader.TryParse(canonical, out TransportHeader? again, out _));
        Assert.Equal(header.Specs, again.Specs);
    }

    [Fact]
    public void Every_parameter_has_its_place()
    {
        const string Text = "RTP/AVP/TCP;multicast;destination=d;source=s;ttl=7;"
            + "client_port=1-2;server_port=3-4;port=5-6;interleaved=7-9;ssrc=FF;mode=RECORD";
        Assert.True(TransportHeader.TryParse(Text, out TransportHeader? header, out _));
        TransportSpec expected = new()
        {
            Protocol = "RTP/AVP/TCP",
            IsMulticast = true,
            Destination = "d",
            Source = "s",
            Ttl = 7,
            ClientPort = new(1, 2),
            ServerPort = new(3, 4),
            Port = new(5, 6),
            Interleaved = new(7, 9),
            Ssrc = new Ssrc(255),
            Mode = "RECORD",
        };
        Assert.Equal(expected, Assert.Single(header.Specs));
        Assert.True(expected.IsRtpAvp);
        Assert.True(expected.IsTcp);
    }

    [Theory]
    [InlineData("RTP/AVP", true, false)]
    [InlineData("rtp/avp/udp", true, false)]
    [InlineData("RTP/AVP/TCP", true, true)]
    [InlineData("RTP/SAVP", false, false)]
    [InlineData("RAW/RAW/UDP", false, false)]
    [InlineData("MP2T/H2221/UDP", false, false)]
    public void What_we_speak_is_told_from_what_we_do_not(string protocol, bool isRtpAvp, bool isTcp)
    {
        TransportSpec spec = new() { Protocol = protocol };
        Assert.Equal((isRtpAvp, isTcp), (spec.IsRtpAvp, spec.IsTcp));
    }

    [Theory]
    [InlineData("", "Truncated transport-spec at offset 0")]
    [InlineData(",,", "Truncated transport-spec at offset 2")]
    [InlineData("unicast;client_port=1-2", "Invalid transport-protocol at offset 0")]
    [InlineData("RTP/AVP,client_port=1-2", "Invalid transport-protocol at offset 8")]
    [InlineData("RTP/AVP;client_port=abc", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;client_port=65535", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;client_port=-1", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;client_port=1-65536", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;client_port=2147483648", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;client_port=4294967296-4294967297", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;server_port=NaN", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;interleaved=255", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;interleaved=256-257", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;ttl=256", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;ttl=", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;destination=\"a;ttl=1\"", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;source=a b", "Invalid transport parameter at offset 8")]
    [InlineData("RTP/AVP;mode=\"PLAY\"RECORD", "Invalid transport parameter at offset 8")]
    [InlineData("a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b,a/b", "TooLarge transport-spec at offset 64")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(TransportHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }
}
