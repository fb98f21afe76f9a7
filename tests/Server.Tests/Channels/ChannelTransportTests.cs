using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Server.Sending;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Tests.Channels;

public sealed class ChannelTransportTests
{
    private const string Group = "destination=239.1.1.1;source=192.0.2.9;ttl=8;";
    private const string Ports = "server_port=8000-8001;port=5000-5001;";

    private readonly ChannelRig _rig = new();

    private string Ssrc => $"ssrc={_rig.Sender.Lanes[0].Sending.Identity.Ssrc.Value:X8};mode=\"PLAY\"";

    [Theory]
    [InlineData("RTP/AVP/UDP;multicast", "RTP/AVP/UDP")] // ffmpeg
    [InlineData("RTP/AVP;multicast", "RTP/AVP")] // GStreamer
    [InlineData("RTP/AVP;multicast;port=7000-7001", "RTP/AVP")] // live555, whose port is a wish
    [InlineData("RTP/AVP;multicast;ttl=255;mode=\"PLAY\"", "RTP/AVP")]
    [InlineData("RTP/AVP;multicast;destination=239.1.1.1", "RTP/AVP")]
    [InlineData("RTP/AVPF;multicast", "RTP/AVPF")]
    [InlineData("RTP/AVP", "RTP/AVP")] // RFC 2326 §12.39: the default is multicast
    [InlineData("RTP/SAVP;multicast,RTP/AVP;multicast", "RTP/AVP")]
    public void A_group_is_answered_as_it_is_whatever_was_wished(string offer, string protocol)
    {
        RtspResponse response = _rig.SetUp("trackID=1", offer);

        Assert.Equal(200, response.Status);
        Assert.Equal($"{protocol};multicast;{Group}{Ports}{Ssrc}", response.Headers["Transport"]);
        ChannelStream stream = Assert.Single(_rig.Session.Streams);
        Assert.IsType<StreamTransport.Group>(stream.Transport);
        Assert.Null(stream.Membership!.Own);
    }

    [Fact]
    public void Ports_beside_a_group_are_where_a_client_takes_what_is_for_it_alone()
    {
        _rig.SetUpAll("trackID=1");

        ChannelStream stream = Assert.Single(_rig.Session.Streams);
        Assert.Equal("6000-6001", $"{stream.Answer.ClientPort}");
        Assert.Equal(
            new StreamTransport.Udp(new(IPAddress.Parse("10.1.0.1"), 6_000), new(IPAddress.Parse("10.1.0.1"), 6_001)),
            stream.Membership!.Own!.Transport);
    }

    [Fact]
    public void A_client_that_does_not_know_channels_is_sent_nothing_it_could_not_read()
    {
        Assert.Equal(200, _rig.SetUp("trackID=1", "RTP/AVP;multicast;client_port=6000-6001").Status);

        Assert.Null(Assert.Single(_rig.Session.Streams).Membership!.Own);
    }

    [Theory]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001", "RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;")]
    [InlineData("RTP/AVP/UDP;client_port=5000-5001", "RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=8000-8001;")]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=2-3", "RTP/AVP/TCP;unicast;interleaved=2-3;")]
    [InlineData("RTP/AVP/TCP;interleaved=0-1,RTP/AVP;multicast", "RTP/AVP/TCP;unicast;interleaved=0-1;")]
    public void The_same_packets_are_had_by_unicast_and_inside_the_connection(string offer, string answer)
    {
        RtspResponse response = _rig.SetUp("trackID=1", offer);

        Assert.Equal((200, answer + Ssrc), (response.Status, response.Headers["Transport"]));
        Assert.False(Assert.Single(_rig.Session.Streams).IsMulticast);
    }

    [Theory]
    [InlineData("RTP/AVP;multicast;destination=239.9.9.9", 403)]
    [InlineData("RTP/AVP;multicast;destination=10.1.0.1", 403)]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001;destination=10.9.9.9", 403)]
    [InlineData("RTP/AVP/TCP;multicast", 461)]
    [InlineData("RTP/SAVP;multicast", 461)]
    [InlineData("RTP/AVP;multicast;mode=RECORD", 461)]
    [InlineData("RTP/AVP;unicast", 461)]
    [InlineData("RTP/AVP;multicast;ttl=256", 400)]
    [InlineData("", 400)]
    public void What_cannot_be_served_is_refused_and_nothing_is_set_up(string offer, int status)
    {
        Assert.Equal(status, _rig.SetUp("trackID=1", offer).Status);
        Assert.Empty(_rig.Sessions);
        Assert.Equal(BitRate.Zero, _rig.Reserved("floor1"));
    }

    [Fact]
    public void Parity_is_of_no_use_inside_a_connection()
    {
        string inside = ChannelRig.IdOf(_rig.SetUp("trackID=1", "RTP/AVP/TCP;interleaved=0-1"));
        Assert.Equal(461, _rig.SetUp("parityID=1", "RTP/AVP;multicast", inside).Status);

        string group = ChannelRig.IdOf(_rig.SetUp("trackID=2", "RTP/AVP;multicast"));
        RtspResponse parity = _rig.SetUp("parityID=2", "RTP/AVP;multicast", group);
        Assert.Equal(200, parity.Status);
        Assert.Contains("destination=239.1.1.4;", parity.Headers["Transport"], StringComparison.Ordinal);
        Assert.Contains("port=5006-5007;", parity.Headers["Transport"], StringComparison.Ordinal);
    }
}
