using System.Net;
using Streaming.Server.Channels;

namespace Streaming.Server.Tests.Channels;

public sealed class GroupPlanTests
{
    [Theory]
    [InlineData("239.1.1.250", 5_000, 3, "239.1.2.0:5012", "239.1.2.1:5014")]
    [InlineData("239.255.10.0", 21_000, 0, "239.255.10.0:21000", "239.255.10.1:21002")]
    [InlineData("ff15::1:ffff", 6_000, 1, "[ff15::2:1]:6004", "[ff15::2:2]:6006")]
    public void Each_lane_has_an_address_and_ports_of_its_own_and_so_has_its_parity(
        string address, int port, int lane, string media, string parity)
    {
        ChannelGroup group = new(IPAddress.Parse(address), port);

        Assert.Equal(media, $"{GroupPlan.Media(group, lane).Rtp}");
        Assert.Equal(parity, $"{GroupPlan.Parity(group, lane).Rtp}");
        Assert.Equal(GroupPlan.Media(group, lane).Port + 1, GroupPlan.Media(group, lane).Rtcp.Port);
        Assert.Empty(GroupPlan.Check(group));
    }

    [Fact]
    public void No_two_streams_of_a_channel_share_an_address_or_a_port()
    {
        ChannelGroup group = new(IPAddress.Parse("239.1.1.1"), 5_000);
        GroupAddress[] all =
        [
            .. Enumerable.Range(0, GroupPlan.MostLanes).Select(lane => GroupPlan.Media(group, lane)),
            .. Enumerable.Range(0, GroupPlan.MostLanes).Select(lane => GroupPlan.Parity(group, lane)),
            GroupPlan.TransportStream(group),
        ];

        Assert.Equal(all.Length, all.Select(one => one.Address).Distinct().Count());
        Assert.Equal(2 * all.Length, all.SelectMany(one => new[] { one.Rtp.Port, one.Rtcp.Port }).Distinct().Count());
    }

    [Theory]
    [InlineData("10.0.0.1", 5_000, null, ChannelFault.NotMulticast)]
    [InlineData("::1", 5_000, null, ChannelFault.NotMulticast)]
    [InlineData("240.0.0.1", 5_000, null, ChannelFault.NotMulticast)]
    [InlineData("239.1.1.1", 5_001, null, ChannelFault.OddPort)]
    [InlineData("239.1.1.1", 80, null, ChannelFault.Overflow)]
    [InlineData("239.1.1.1", 65_500, null, ChannelFault.Overflow)]
    [InlineData("239.255.255.250", 5_000, null, ChannelFault.Overflow)]
    [InlineData("ff15::ffff:fff0", 5_000, null, ChannelFault.Overflow)]
    [InlineData("232.255.255.250", 5_000, "10.0.0.1", ChannelFault.Overflow)]
    [InlineData("232.1.1.1", 5_000, null, ChannelFault.SourceRange)]
    [InlineData("239.1.1.1", 5_000, "10.0.0.1", ChannelFault.SourceRange)]
    [InlineData("232.1.1.1", 5_000, "fe80::1", ChannelFault.SourceRange)]
    [InlineData("ff15::1", 5_000, "2001:db8::1", ChannelFault.SourceRange)]
    public void A_group_that_cannot_be_is_named(string address, int port, string? source, ChannelFault fault)
    {
        ChannelGroup group = new(IPAddress.Parse(address), port) { Source = source is null ? null : IPAddress.Parse(source) };

        ChannelMistake mistake = Assert.Single(GroupPlan.Check(group));
        Assert.Equal((fault, true), (mistake.Fault, mistake.IsFatal));
        Assert.StartsWith("group.", mistake.Where);
    }

    [Theory]
    [InlineData("232.1.1.1", "10.0.0.1")]
    [InlineData("ff35::8000:1", "2001:db8::1")]
    public void A_source_specific_group_is_one_of_those_set_aside_for_it(string address, string source) => Assert.Empty(
        GroupPlan.Check(new ChannelGroup(IPAddress.Parse(address), 5_000) { Source = IPAddress.Parse(source) }));

    [Fact]
    public void A_packet_that_may_pass_nowhere_is_no_channel() => Assert.Equal(
        ChannelFault.TimeToLive,
        Assert.Single(GroupPlan.Check(new ChannelGroup(IPAddress.Parse("239.1.1.1"), 5_000) { TimeToLive = 0 })).Fault);
}
