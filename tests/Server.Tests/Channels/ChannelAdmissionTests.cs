using Streaming.Formats.Rtsp;
using Streaming.Qos.Admission;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Channels;

public sealed class ChannelAdmissionTests
{
    private readonly ChannelRig _rig = new();

    [Fact]
    public void However_many_receive_a_lane_each_link_is_reserved_once()
    {
        for (int receiver = 1; receiver <= 40; receiver++)
        {
            _rig.Connect($"10.{1 + (receiver % 2)}.0.{receiver}");
            _rig.SetUpAll("trackID=1", "trackID=4");
        }

        BitRate lanes = Rate(0) + Rate(3);
        Assert.Equal(40, _rig.Sessions.Count);
        Assert.Equal((lanes, lanes, lanes), (_rig.Reserved("uplink"), _rig.Reserved("floor1"), _rig.Reserved("floor2")));
    }

    [Fact]
    public void Whoever_leaves_gives_back_the_links_that_nobody_else_needs()
    {
        string first = _rig.SetUpAll("trackID=1");
        _rig.Connect("10.2.0.1");
        string second = _rig.SetUpAll("trackID=1");
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/channels/news", ("Session", second)).Status);
        Assert.Equal((Rate(0), BitRate.Zero, Rate(0)), (_rig.Reserved("floor1"), _rig.Reserved("floor2"), _rig.Reserved("uplink")));

        _rig.Connect("10.1.0.1");
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/channels/news", ("Session", first)).Status);
        Assert.Equal((BitRate.Zero, BitRate.Zero), (_rig.Reserved("floor1"), _rig.Reserved("uplink")));
    }

    [Fact]
    public void A_lane_that_does_not_fit_is_refused_with_the_link_and_the_lane_that_would()
    {
        _rig.Desk.ChangeRate("floor1", BitRate.Mbps(3), _rig.Now);

        RtspResponse response = _rig.SetUp("trackID=1", "RTP/AVP;multicast");

        Assert.Equal((453, "floor1", "3Mb/s"), (response.Status, response.Headers["Limit"], response.Headers["Available"]));
        Assert.Contains("point=480p", response.Headers["Alternative"], StringComparison.Ordinal);
        Assert.Empty(_rig.Sessions);
        Assert.Equal(BitRate.Zero, _rig.Reserved("uplink"));
        Assert.Equal(200, _rig.SetUp("trackID=2", "RTP/AVP;multicast").Status);
    }

    [Fact]
    public void A_full_link_that_is_passed_already_costs_a_newcomer_nothing()
    {
        _rig.SetUpAll("trackID=1");
        _rig.Desk.ChangeRate("uplink", Rate(0), _rig.Now);
        _rig.Connect("10.2.0.1");

        Assert.Equal(200, _rig.SetUp("trackID=1", "RTP/AVP;multicast").Status);
        Assert.Equal(453, _rig.SetUp("trackID=2", "RTP/AVP;multicast").Status);
    }

    [Fact]
    public void Whoever_comes_by_unicast_is_a_flow_of_his_own()
    {
        _rig.SetUpAll("trackID=2");
        Assert.Equal(200, _rig.SetUp("trackID=2", "RTP/AVP;unicast;client_port=5000-5001").Status);
        Assert.Equal(new(2 * Rate(1).BitsPerSecond), _rig.Reserved("floor1"));

        RtspResponse third = _rig.SetUp("trackID=1", "RTP/AVP/TCP;interleaved=0-1");
        Assert.Equal((453, "floor1"), (third.Status, third.Headers["Limit"]));
        Assert.Contains("point=480p", third.Headers["Alternative"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_is_not_sent_more_than_it_says_it_can_take()
    {
        RtspResponse response = _rig.SetUp("trackID=1", "RTP/AVP;multicast", headers: ("Bandwidth", "500000"));

        Assert.Equal((453, "rate"), (response.Status, response.Headers["Limit"]));
    }

    [Fact]
    public void Who_is_reached_without_asking_is_reserved_for_from_the_start()
    {
        Assert.True(Subnet.TryParse("10.2.0.0/16", out Subnet reach, out _));
        ChannelRig rig = new(ChannelRig.Settings with { Reach = [reach], Parity = ParityLayout.None });

        Assert.Empty(rig.Desk.Channels.Open(rig.Sender.Lineup, rig.Now));

        BitRate all = rig.Sender.Lineup.Lanes.Aggregate(BitRate.Zero, (sum, lane) => sum + lane.Traffic.Rate);
        Assert.Equal((all, all, BitRate.Zero), (rig.Reserved("uplink"), rig.Reserved("floor2"), rig.Reserved("floor1")));
        rig.Connect("10.2.0.9");
        string session = rig.SetUpAll("trackID=1");
        rig.Desk.Channels.Close("news", rig.Now);
        Assert.Equal(rig.Sender.Lineup.Lanes[0].Traffic.Rate, rig.Reserved("floor2"));
        rig.Send("TEARDOWN", "rtsp://h/channels/news", ("Session", session));
        Assert.Equal(BitRate.Zero, rig.Reserved("uplink"));
    }

    [Fact]
    public void A_reach_without_room_is_named_group_by_group()
    {
        Assert.True(Subnet.TryParse("10.0.0.0/8", out Subnet reach, out _));
        ChannelRig rig = new(ChannelRig.Settings with { Reach = [reach], Parity = ParityLayout.None });
        rig.Desk.ChangeRate("floor1", BitRate.Mbps(1), rig.Now);

        IReadOnlyList<string> refused = rig.Desk.Channels.Open(rig.Sender.Lineup, rig.Now);

        const string expected = "news/lane 1 is sent to 10.0.0.0/8 with nothing reserved: floor1";
        Assert.Contains(refused, sentence => sentence.StartsWith(expected, StringComparison.Ordinal));
        Assert.True(rig.Reserved("floor1") <= BitRate.Mbps(1));
    }

    [Fact]
    public void A_burst_is_lent_as_fast_as_there_is_room_and_given_back_soon()
    {
        string session = _rig.SetUpAll("trackID=2");
        SessionId id = _rig.Session.Id;
        BurstTerms Lend() => _rig.Desk.Channels.Lend(id, new([10, 1, 0, 1]), _rig.Sender.Lanes[1].Lane.Traffic, _rig.Now);

        // Of 8 Mb/s there are 5.7 left: not four times 2.3, but twice.
        BurstTerms terms = Lend();
        Assert.Equal((Rate(1) * Ratio.Percent(200), true), (terms.Traffic.Rate, terms.IsReserved));
        Assert.Equal(terms.Traffic.Rate + Rate(1), _rig.Reserved("floor1"));
        Assert.Equal(terms, Lend());

        _rig.Time.Advance(BurstTraffic.Longest(Ratio.Percent(200)).TotalSeconds + 1);
        _rig.Desk.Advance(_rig.Now);
        Assert.Equal(Rate(1), _rig.Reserved("floor1"));

        _rig.Desk.ChangeRate("floor1", Rate(1), _rig.Now);
        Assert.Equal((Rate(1) * Ratio.Percent(50), false), (Lend().Traffic.Rate, Lend().IsReserved));
        _rig.Send("TEARDOWN", "rtsp://h/channels/news", ("Session", session));
        Assert.Equal(BitRate.Zero, _rig.Reserved("floor1"));
    }

    [Fact]
    public void A_burst_keeps_nobody_out()
    {
        _rig.SetUpAll("trackID=2");
        Assert.True(_rig.Desk.Channels.Lend(_rig.Session.Id, new([10, 1, 0, 1]), _rig.Sender.Lanes[1].Lane.Traffic, _rig.Now).IsReserved);

        Assert.Equal(200, _rig.SetUp("trackID=1", "RTP/AVP;multicast").Status);
        Assert.Equal(Rate(0) + Rate(1), _rig.Reserved("floor1"));
    }

    [Fact]
    public void A_link_that_shrinks_loses_languages_first_then_pictures_from_the_best_down_and_only_behind_it()
    {
        _rig.SetUpAll("trackID=1", "trackID=2", "trackID=4", "trackID=5");
        _rig.Connect("10.2.0.1");
        _rig.SetUpAll("trackID=1", "trackID=5");

        _rig.Desk.ChangeRate("floor1", BitRate.Mbps(3), _rig.Now);

        IReadOnlyList<LaneLoss> lost = _rig.Desk.Channels.TakeLost();
        Assert.Equal([5, 1], lost.Select(loss => loss.Group.Lane));
        Assert.All(lost, loss => Assert.Equal(_rig.Sessions.First().Id, loss.Session));
        Assert.All(lost, loss => Assert.Equal("floor1 has no room for it any more", loss.Reason));
        Assert.Equal(Rate(1) + Rate(3), _rig.Reserved("floor1"));
        Assert.Equal(Rate(0) + Rate(4), _rig.Reserved("floor2"));
        Assert.Empty(_rig.Desk.Channels.TakeLost());
    }

    [Fact]
    public void Receivers_keep_their_room_while_nothing_is_said_and_under_other_links()
    {
        string session = _rig.SetUpAll("trackID=1");
        for (int minute = 0; minute < 10; minute++)
        {
            _rig.Time.Advance(30);
            _rig.Desk.Advance(_rig.Now);
        }

        Assert.Equal(Rate(0), _rig.Reserved("floor1"));
        NetworkOptions before = _rig.Desk.Options;
        _rig.Desk.Configure(before with { Links = [.. before.Links, before.Links[2] with { Name = "floor3" }] }, _rig.Now);
        Assert.Equal((Rate(0), Rate(0)), (_rig.Reserved("floor1"), _rig.Reserved("uplink")));
        _rig.Send("TEARDOWN", "rtsp://h/channels/news", ("Session", session));
        Assert.Equal(BitRate.Zero, _rig.Reserved("floor1"));
    }

    private BitRate Rate(int lane) => _rig.Sender.Lanes[lane].Lane.Traffic.Rate;
}
