using Streaming.Formats.Rtsp;
using Streaming.Player.Client;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The player receives a channel over real sockets.</summary>
public sealed class ChannelPlayerTests
{
    [Fact]
    public async Task A_channel_is_received_by_its_group()
    {
        await using FakeChannel server = new();

        PlayerResult result = await PlayAsync(server, seconds: 1);

        Assert.Equal(new SessionOutcome.Completed(EndReason.DurationOver), result.Outcome);
        Assert.Equal(("multicast", null), (result.Report.Transport, result.Report.Fallback));
        StreamReport stream = Assert.Single(result.Report.Streams);
        Assert.InRange(stream.Samples, 35, 60);
        Assert.Equal((0, 0), (stream.Lost, stream.Duplicates));
        LaneReport lane = Assert.Single(result.Report.Channel!.Lanes);
        Assert.Equal(("audio und", "joined"), (lane.Lane, lane.Fate));
        Assert.Equal(RtspMethod.Teardown, server.Asked[^1]);
    }

    [Fact]
    public async Task What_the_group_sent_before_comes_in_a_burst_with_nothing_missing_and_nothing_twice()
    {
        await using FakeChannel server = new() { Burst = 25 };
        await Task.Delay(TimeSpan.FromMilliseconds(800), TestContext.Current.CancellationToken);

        PlayerResult result = await PlayAsync(server, seconds: 1);

        StreamReport stream = Assert.Single(result.Report.Streams);
        ChannelReport channel = result.Report.Channel!;
        Assert.Equal(25, channel.BurstPackets);
        Assert.InRange(channel.BurstNeeded, 20, 25);
        Assert.Equal((0, 0, 0), (stream.Lost, stream.GivenUp, stream.Repair!.Asked));

        // A sample a packet: what the group's socket handed in behind the burst's copy is there once.
        Assert.InRange(stream.Samples, stream.Packets + channel.BurstNeeded - 3, stream.Packets + channel.BurstNeeded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_group_that_is_not_heard_is_left_for_unicast_and_the_viewer_told(int packets)
    {
        await using FakeChannel server = new() { GroupEndsAfter = packets };
        List<string> told = [];

        PlayerResult result = await PlayAsync(server, seconds: 1.5, told);

        Assert.Equal(new SessionOutcome.Completed(EndReason.DurationOver), result.Outcome);
        Assert.Equal("udp", result.Report.Transport);
        Assert.StartsWith("nothing has been heard of the sound's group 239.255.", result.Report.Fallback, StringComparison.Ordinal);
        Assert.EndsWith("; going on by unicast", Assert.Single(told), StringComparison.Ordinal);
        Assert.True(result.Report.Streams[^1].Samples > 10);
        Assert.Equal(["joined", "left", "joined"], result.Report.Channel!.Lanes.Select(lane => lane.Fate));
    }

    [Fact]
    public async Task An_interface_that_is_not_there_is_named_and_unicast_taken()
    {
        await using FakeChannel server = new();
        List<string> told = [];

        PlayerResult result = await PlayAsync(server, seconds: 0.5, told, through: "nowhere0");

        Assert.Equal("udp", result.Report.Transport);
        Assert.Equal(["this machine has no interface 'nowhere0'; going on by unicast"], told);
    }

    private static Task<PlayerResult> PlayAsync(FakeChannel server, double seconds, List<string>? told = null, string? through = null)
    {
        Assert.True(RtspAddress.TryParse(server.Url, out RtspAddress? address));
        HeadlessOptions options = new()
        {
            Client = new()
            {
                Address = address,
                Duration = TimeSpan.FromSeconds(seconds),
                Times = new() { Group = TimeSpan.FromMilliseconds(400) },
            },
            Interface = through,
            Notice = told is null ? null : told.Add,
        };
        return new HeadlessPlayer(options, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
    }
}
