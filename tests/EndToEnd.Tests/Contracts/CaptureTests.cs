using System.Text.Json;
using System.Text.RegularExpressions;
using Streaming.EndToEnd.Tests.Player;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>What a contract says and what a capture of the network shows are held against each other, interval by interval.</summary>
public sealed partial class CaptureTests(LinkedServer linked) : IClassFixture<LinkedServer>
{
    /// <summary>UDP and IP, as contracts count: the larger of both versions.</summary>
    private const int LowerHeaders = 48;

    /// <summary>
    /// How long after it was decided that a packet leaves the kernel may stamp it. The stamp is never earlier than the decision, so what an
    /// interval seems to hold too much is at most r times the delay of the interval's first packet. Between the two lie a batch of copies
    /// and one system call, far below a millisecond; 5 ms is for a turn of the scheduler on a machine with fewer cores than work. At the
    /// rates of this film it comes to half a full packet: the checker still sees a single packet too many.
    /// </summary>
    private static readonly TimeSpan StampDelay = TimeSpan.FromMilliseconds(5);

    [Theory]
    [InlineData("controlled-load", "1s", 20)]
    [InlineData("guaranteed", "5s", 12)]
    public async Task No_interval_of_a_captured_session_holds_more_than_its_contract_allows(string service, string buffer, int seconds)
    {
        RunningServer server = linked.Server;
        await linked.SetRateAsync(LinkedServer.Plenty);
        string address = server.Address(LinkedServer.Titles.Long);
        (int rtp, int rtcp) = await PortsAsync(address);
        Dictionary<int, string> kinds = await KindsAsync(address);

        string file = Path.Combine(linked.Folder, $"{service}.pcapng");
        using LoopbackCapture capture = await LoopbackCapture.StartAsync(file, rtp, rtcp);
        (ProgramResult run, JsonElement report) = await OwnPlayer.ReportAsync(
            address, "--duration", $"{seconds}", "--transport", "udp", "--class", service, "--buffer", buffer,
            "--repair", "off");
        Assert.True(run.ExitCode == 0, $"{run}\n{server.Log}");
        IReadOnlyList<CapturedPacket> packets = await capture.ReadAsync();

        JsonElement contract = report.GetProperty("contracts").EnumerateArray().Single(one => one.GetProperty("packets").GetInt64() > 0);
        Assert.Equal(service, contract.GetProperty("class").GetString());
        long received = report.GetProperty("streams").EnumerateArray().Sum(stream => stream.GetProperty("packets").GetInt64());
        Assert.InRange(received, 40 * seconds, packets.Count(packet => packet.From == rtp));

        long r = contract.GetProperty("rateBitsPerSecond").GetInt64(), b = contract.GetProperty("depthBytes").GetInt64();
        (long, int)[] datagrams = [.. packets.Select(packet => (packet.At, packet.Bytes + LowerHeaders))];
        long needed = IntervalCheck.NeededDepth(datagrams, r);
        long slack = (long)(r * StampDelay.TotalSeconds / 8);
        Assert.True(needed <= b + slack, $"b was {needed} B, but promised {b} B at {r} bit/s\n{server.Log}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{packets.Count} packets, r {r} bit/s, b {b} B, needed {needed} B");

        // A bucket of a quarter the depth does not hold them, nor one that is filled at three quarters of the rate: the checker can fail.
        Assert.True(needed > (b / 4) + slack, $"{needed} B of {b} B: nothing was tried");
        Assert.True(IntervalCheck.NeededDepth(datagrams, r * 3 / 4) > b + slack);

        // CS3, EF and AF41: RFC 4594 §2.3.
        string KindOf(CapturedPacket packet) => packet.From == rtcp ? "reports" : kinds[packet.PayloadType];
        Assert.Equal(
            [("audio", 46), ("reports", 24), ("video", 34)],
            packets.Select(packet => (KindOf(packet), packet.Dscp)).Distinct().Order());
    }

    [Fact]
    public void The_checker_finds_the_one_interval_that_is_too_full()
    {
        // 1 000 bytes a second at 8 kb/s need a bucket of one packet; a second packet 250 ms after another needs room for 750 bytes more.
        (long, int)[] even = [.. Enumerable.Range(0, 50).Select(second => (second * 1_000_000_000L, 1_000))];
        (long, int)[] crowded = [.. even[..20], (19_250_000_000, 1_000), .. even[20..]];
        Assert.Equal(1_000, IntervalCheck.NeededDepth(even, 8_000));
        Assert.Equal(2_000, IntervalCheck.NeededDepth(crowded, 8_000));
        Assert.Equal(1_750, IntervalCheck.NeededDepth(crowded[..21], 8_000));
    }

    /// <summary>All sessions share the server's two ports: it names them to whoever sets something up.</summary>
    private async Task<(int Rtp, int Rtcp)> PortsAsync(string address)
    {
        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(linked.Server.RtspPort);
        string answer = await rtsp.AskAsync(
            $"SETUP {address}/trackID=1 RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP;unicast;client_port=5000-5001");
        (int, int) ports = PlainRtsp.ServerPorts(answer);
        string session = SessionId().Match(answer).Groups[1].Value;
        Assert.Contains("200 OK", await rtsp.AskAsync($"TEARDOWN {address} RTSP/1.0\nCSeq: 2\nSession: {session}"));
        return ports;
    }

    /// <summary>Which payload type is sound, which is picture. RFC 8866 §5.14.</summary>
    private async Task<Dictionary<int, string>> KindsAsync(string address)
    {
        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(linked.Server.RtspPort);
        string offer = await rtsp.AskAsync($"DESCRIBE {address} RTSP/1.0\nCSeq: 1");
        return Medium().Matches(offer).ToDictionary(match => int.Parse(match.Groups[2].Value), match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"Session: (\w+)")]
    private static partial Regex SessionId();

    [GeneratedRegex(@"m=(\w+) \d+ RTP/AVP (\d+)")]
    private static partial Regex Medium();
}
