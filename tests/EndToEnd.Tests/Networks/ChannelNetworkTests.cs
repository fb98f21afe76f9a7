using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>One channel and many receivers of it, each on a host and a link of its own.</summary>
public sealed class ChannelNetworkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Eight_receivers_cost_the_server_one_stream_each_is_shown_what_its_link_carries_and_all_are_in_step()
    {
        TestLink fast = new(BitRate.Mbps(20)), lossy = fast with { Loss = 0.02 }, slow = new(BitRate.Kbps(900));
        await using ChannelNetwork channel = await ChannelNetwork.StartAsync([fast, fast, lossy, lossy, slow, slow, fast, fast]);
        List<HostedProgram> players = [];
        try
        {
            foreach (int receiver in (int[])[0, 1])
                players.Add(channel.Play(receiver, $"report{receiver}", "--duration", "75"));
            await channel.UntilAsync("two are heard of", async () => (await channel.ReceiversAsync()).Count == 2);
            double overheadOfTwo = await OverheadAsync(channel);

            foreach (int receiver in (int[])[2, 3, 4, 5, 6])
                players.Add(channel.Play(receiver, $"report{receiver}", "--duration", "60"));
            await channel.UntilAsync("seven are heard of", async () => (await channel.ReceiversAsync()).Count == 7);
            await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
            double overheadOfSeven = await OverheadAsync(channel);

            // What goes to single receivers is what some of them have lost, and that is little.
            Assert.InRange(overheadOfSeven, overheadOfTwo - 0.15, overheadOfTwo + 0.15);

            // One dies without a word, and one comes late.
            await players[6].KillAsync();
            players.Add(channel.Play(7, "report7", "--duration", "20"));
            string dead = channel.Network.Receivers[6].Address;
            await channel.UntilAsync("the dead one is forgotten", async () => !(await channel.ReceiversAsync()).ContainsKey(dead));
            JsonElement hop = await channel.ApiAsync("/api/v1/links/hop7");
            Assert.Equal(0, hop.GetProperty("reservedBitsPerSecond").GetInt64());
            Assert.NotEqual(0, (await channel.ApiAsync("/api/v1/links/hop1")).GetProperty("reservedBitsPerSecond").GetInt64());

            foreach (HostedProgram player in players.Where(player => player != players[6]))
                await player.EndAsync();
        }
        finally
        {
            foreach (HostedProgram player in players)
                await player.DisposeAsync();
        }

        List<string> shown = [];
        foreach (int receiver in (int[])[0, 1, 2, 3, 4, 5, 7])
        {
            string lane = receiver is 4 or 5 ? ChannelNetwork.SmallerName : "source";
            shown.Add(Judge(receiver, lane, await channel.ReportOf($"report{receiver}")));
        }

        Assert.True(shown.TrueForAll(line => line.EndsWith("well", StringComparison.Ordinal)), string.Join('\n', shown));
    }

    [Fact]
    public async Task Who_hears_nothing_of_the_group_is_sent_the_same_channel_alone_and_told_so()
    {
        await using ChannelNetwork channel = await ChannelNetwork.StartAsync([new()]);
        await channel.Network.Receivers[0].ToolAsync("nft", """
            table inet deaf {
                chain groups {
                    type filter hook prerouting priority raw
                    ip daddr 224.0.0.0/4 drop
                }
            }
            """);

        await using HostedProgram player = channel.Play(0, "report", "--duration", "10");
        await player.EndAsync();

        JsonElement report = await channel.ReportOf("report");
        Assert.Equal("udp", report.GetProperty("transport").GetString());
        Assert.Contains("group", report.GetProperty("fallback").GetString(), StringComparison.OrdinalIgnoreCase);
        long pictures = report.GetProperty("streams").EnumerateArray()
            .Where(stream => stream.GetProperty("kind").GetString() == "video").Sum(stream => stream.GetProperty("samples").GetInt64());
        Assert.True(pictures > 120, report.ToString());
    }

    [Fact]
    public async Task Ffmpeg_and_GStreamer_play_the_group_by_RTSP_and_by_its_description()
    {
        await using ChannelNetwork channel = await ChannelNetwork.StartAsync([new(), new()]);
        (NetworkHost first, NetworkHost second) = (channel.Network.Receivers[0], channel.Network.Receivers[1]);
        string description = channel.FileOf("news.sdp"), elementary = channel.FileOf("news.h264");
        await File.WriteAllTextAsync(
            description, await channel.TextAsync("/api/v1/channels/news.sdp"), TestContext.Current.CancellationToken);
        string[] count = ["-t", "5", "-map", "0", "-c", "copy", "-f", "framecrc", "-"];

        ProgramResult byRtsp = await first.RunAsync(
            "ffmpeg", ["-v", "error", "-rtsp_transport", "udp_multicast", "-i", channel.Address, .. count], Limit);
        ProgramResult byFile = await first.RunAsync(
            "ffmpeg", ["-v", "error", "-protocol_whitelist", "file,rtp,udp", "-i", description, .. count], Limit);
        ProgramResult written = await second.RunAsync(
            "gst-launch-1.0",
            [
                "-q", "rtspsrc", "name=s", $"location={channel.Address}", "protocols=udp-mcast", "s.", "!", "capsfilter",
                "caps=application/x-rtp,media=video", "!", "queue", "!", "rtph264depay", "!", "h264parse", "!", "identity", "eos-after=100",
                "!", "filesink", $"location={elementary}",
            ],
            Limit);

        // 24 pictures and 43 frames of sound a second; ffmpeg begins where it likes.
        foreach (ProgramResult played in (ProgramResult[])[byRtsp, byFile])
        {
            string[] packets = [.. played.Output.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
            Assert.True(packets.Count(line => line[0] == '0') > 60, $"{packets.Length}: {played}");
            Assert.True(packets.Count(line => line[0] == '1') > 100, $"{packets.Length}: {played}");
        }

        Assert.True(new FileInfo(elementary) is { Exists: true, Length: > 100_000 }, written.ToString());
    }

    [Theory]
    [InlineData("ff15::7:0", "")]
    [InlineData("232.7.0.0", "10.77.0.1")]
    public async Task Groups_of_IPv6_and_of_one_source_are_received_too(string group, string source)
    {
        await using ChannelNetwork channel = await ChannelNetwork.StartAsync([new(), new()], group, source);
        await using HostedProgram one = channel.Play(0, "one", "--duration", "8");
        await using HostedProgram other = channel.Play(1, "other", "--duration", "8");
        await one.EndAsync();
        await other.EndAsync();

        foreach (string report in (string[])["one", "other"])
        {
            JsonElement said = await channel.ReportOf(report);
            Assert.Equal(("multicast", 0), (said.GetProperty("transport").GetString(), Lost(said)));
        }
    }

    /// <summary>A line about what a receiver was shown, and whether that was well.</summary>
    private static string Judge(int receiver, string lane, JsonElement report)
    {
        JsonElement step = report.GetProperty("channel").GetProperty("inStep");
        double Of(string figure) => step.GetProperty(figure).GetDouble();
        bool isWell = report.GetProperty("transport").GetString() == "multicast"
            && Picture(report) == lane
            && Of("laneChanges") <= 4
            && Math.Abs(Of("skewMedianMs")) <= 10
            && Of("inStepAfterMs") <= 2_000;
        return $"receiver {receiver}: {Picture(report)} for {lane}, {step} {(isWell ? "well" : report)}";
    }

    /// <summary>Bytes that leave the server for each byte of the channel's own payload.</summary>
    private static async Task<double> OverheadAsync(ChannelNetwork channel)
    {
        (long link, double sent) = (await channel.Network.Server.BytesAsync(sent: true), await SentAsync(channel));
        await Task.Delay(Window);
        (long later, double more) = (await channel.Network.Server.BytesAsync(sent: true), await SentAsync(channel));
        return (later - link) / (more - sent);
    }

    private static async Task<double> SentAsync(ChannelNetwork channel) =>
        (await channel.ApiAsync("/api/v1/channels/news")).GetProperty("lanes").EnumerateArray()
            .Sum(lane => lane.GetProperty("sentBytes").GetDouble());

    /// <summary>The lane of the picture at the end: of those joined the last that was not left again.</summary>
    private static string Picture(JsonElement report)
    {
        List<string> held = [];
        foreach (JsonElement happened in report.GetProperty("channel").GetProperty("lanes").EnumerateArray())
        {
            string lane = happened.GetProperty("lane").GetString()!;
            if (happened.GetProperty("fate").GetString() == "joined")
                held.Add(lane);
            else
                held.Remove(lane);
        }

        return held.Last(lane => lane is "source" or ChannelNetwork.SmallerName);
    }

    private static long Lost(JsonElement report) =>
        report.GetProperty("streams").EnumerateArray().Sum(stream => stream.GetProperty("lost").GetInt64());
}
