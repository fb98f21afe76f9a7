using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;
using Streaming.Server.Tests.HostContracts;

namespace Streaming.Server.Tests.Channels;

/// <summary>What control does on behalf of members, and by its own cause.</summary>
public sealed class ChannelHostTests : IAsyncDisposable
{
    private const string Channel = "rtsp://h/channels/news";

    private readonly ChannelRig _news = new();
    private readonly HostRig _rig;

    public ChannelHostTests()
    {
        _rig = new(ChannelRig.Network, _news);
        _rig.Delivery.Now = _rig.Time.Now;
        _rig.Delivery.Start(_news.Sender, new Deaf());
    }

    private ChannelSession Session => (ChannelSession)_rig.Server.Sessions.All().Single().Session;

    [Fact]
    public async Task What_goes_to_a_member_alone_has_its_ways_while_he_is_there()
    {
        string session = await JoinAsync("10.1.0.1", "RTP/AVP;unicast;client_port=5000-5001", "trackID=2", "trackID=4");
        await JoinAsync("10.1.0.2", "RTP/AVP;multicast;client_port=6000-6001", "trackID=2", "parityID=2");

        // Two lanes and what is sent again of each, and that of a lane that comes by its group.
        Assert.Equal(5, _rig.Delivery.Attached.Count);
        Assert.Equal(2, _rig.Delivery.Attached.Count(one => one.Stream is SendStream));
        Assert.Equal(2, _news.Sender.Members.Count);

        ConnectionFacts first = _rig.Connect("10.1.0.1");
        Assert.Equal(200, (await _rig.SendAsync(first, "TEARDOWN", $"{Channel}/trackID=4", ("Session", session))).Status);
        Assert.Equal(3, _rig.Delivery.Attached.Count);
        Assert.Equal(200, (await _rig.SendAsync(first, "TEARDOWN", Channel, ("Session", session))).Status);
        Assert.Equal((1, 1), (_rig.Delivery.Attached.Count, _news.Sender.Members.Count));
    }

    [Fact]
    public async Task A_member_that_vanishes_leaves_nothing_behind()
    {
        await JoinAsync("10.1.0.1", "RTP/AVP;multicast;client_port=6000-6001", "trackID=1", "trackID=4");

        await _rig.PassAsync(62, isHeard: false);

        Assert.Empty(_rig.Delivery.Attached);
        Assert.Equal(0, _news.Sender.Members.Count);
        await CheckEmptyAsync();
    }

    [Fact]
    public async Task Sessions_end_with_the_channel_they_receive()
    {
        await JoinAsync("10.1.0.1", "RTP/AVP/TCP;interleaved=0-1", "trackID=2");
        await JoinAsync("10.2.0.1", "RTP/AVP;multicast", "trackID=1");

        await _rig.Delivery.StopAsync(_news.Sender);
        _news.Facts = null;
        await _rig.PassAsync(2);

        Assert.Empty(_rig.Delivery.Attached);
        await CheckEmptyAsync();
    }

    [Fact]
    public async Task A_channel_that_is_sent_no_more_is_not_played()
    {
        ChannelSender sender = _news.Sender;
        await _rig.Delivery.StopAsync(sender);
        RtspResponse setUp = await _rig.SendAsync(
            _rig.Connect("10.1.0.1"), "SETUP", $"{Channel}/trackID=1", ("Transport", "RTP/AVP;multicast"));
        string session = ChannelRig.IdOf(setUp);

        Assert.Equal(503, (await _rig.SendAsync(_rig.Connect("10.1.0.1"), "PLAY", Channel, ("Session", session))).Status);
    }

    [Fact]
    public async Task Who_has_to_leave_a_lane_is_told_why_and_goes_with_the_last()
    {
        await JoinAsync("10.1.0.1", "RTP/AVP;multicast;client_port=6000-6001", "trackID=1", "parityID=1", "trackID=3");
        _rig.Server.Desk.ChangeRate("floor1", BitRate.Mbps(2), _rig.Time.Now);
        await _rig.PassAsync(1);

        Assert.Equal([3], Session.Streams.Select(stream => stream.Lane.Number));
        Assert.Equal([3], Session.Member.Lanes.Select(lane => _news.Sender.Lanes.First(one => one.Sending == lane.Stream).Lane.Number));
        Assert.Equal(
            [$"{Channel}/trackID=1", $"{Channel}/parityID=1"], _rig.Notices.Select(notice => notice.Headers["Left"]).OrderDescending());
        Assert.All(_rig.Notices, notice => Assert.Equal("floor1 has no room for it any more", notice.Headers["Reason"]));
        Assert.Equal(_news.Sender.Lanes[2].Lane.Traffic.Rate, _rig.Reserved("floor1"));

        _rig.Server.Desk.ChangeRate("floor1", BitRate.Kbps(100), _rig.Time.Now);
        await _rig.PassAsync(2);
        await CheckEmptyAsync();
    }

    [Fact]
    public async Task Lists_show_who_receives_what_and_how()
    {
        await JoinAsync("10.1.0.1", "RTP/AVP;multicast;client_port=6000-6001", "trackID=2", "parityID=2", "trackID=4");

        SessionSnapshot shown = Assert.Single(_rig.Server.Sessions.List());

        Assert.Equal(("channels/news", SessionState.Playing), (shown.Title, shown.State));
        Assert.Equal([("480p", "Multicast"), ("", "Multicast")], shown.Streams.Select(stream => (stream.Rendition, stream.Transport)));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    /// <summary>Sets streams up, and plays.</summary>
    private async Task<string> JoinAsync(string address, string transport, params string[] streams)
    {
        ConnectionFacts from = _rig.Connect(address);
        string session = "";
        foreach (string stream in streams)
        {
            (string, string)[] named = session.Length > 0 ? [("Session", session)] : [];
            RtspResponse response = await _rig.SendAsync(
                from, "SETUP", $"{Channel}/{stream}", [("Transport", transport), ("Supported", "streaming.channel"), .. named]);
            Assert.Equal(200, response.Status);
            session = ChannelRig.IdOf(response);
        }

        Assert.Equal(200, (await _rig.SendAsync(from, "PLAY", Channel, ("Session", session))).Status);
        return session;
    }

    private async Task CheckEmptyAsync()
    {
        await _rig.Delivery.StopAsync(_news.Sender);
        _rig.CheckEmpty();
    }

    private sealed class Deaf : ISendEvents
    {
        public void Ended(ISender sender)
        {
        }

        public void Failed(ISender sender, string reason)
        {
        }

        public void Heard(ISender sender, IPEndPoint from)
        {
        }
    }
}
