using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>Clients that know nothing of contracts are served by them all the same, and need not notice.</summary>
public sealed partial class PlainClientTests(LinkedServer linked) : IClassFixture<LinkedServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);

    [Fact]
    public async Task Ffmpeg_shows_every_picture_while_the_server_takes_it_down_and_up_again()
    {
        (string title, _) = LinkedServer.Titles;
        await linked.SetRateAsync(LinkedServer.Plenty);
        double[] expected = PictureTimes(await PicturesAsync(linked.FileOf(title)));

        string address = linked.Server.Address(title);
        Task<ProgramResult> udp = PicturesAsync(address, "-rtsp_transport", "udp", "-buffer_size", "8000000");
        Task<ProgramResult> tcp = PicturesAsync(address, "-rtsp_transport", "tcp");
        await linked.UntilAsync("two play", async () => (await PlayingAsync("source")).Length == 2);
        string[] sessions = [.. (await linked.SessionsAsync()).Select(session => session.GetProperty("id").GetString()!)];

        // Room for both of them with the smaller picture, for neither with the stored one: they make way, then come back by themselves.
        await linked.SetRateAsync(LinkedServer.RoomForTheSmallerTwice);
        await linked.UntilAsync("both are sent less", async () => (await PlayingAsync(LinkedServer.SmallerName)).Length == 2);
        await linked.SetRateAsync(LinkedServer.Plenty);

        foreach (ProgramResult played in new[] { await udp, await tcp })
        {
            Assert.True(played.ExitCode == 0 && played.Errors.Trim().Length == 0, $"{played}\n{linked.Server.Log}");
            double[] shown = PictureTimes(played);
            Assert.True(shown.Length == expected.Length, $"{shown.Length} pictures of {expected.Length}: {played}\n{linked.Server.Log}");

            // No picture comes earlier or later than in the file, by more than clocks round: nothing stands still. Counted from the second:
            // ffmpeg times the first by where playing begins and those behind the first report by its clock, 20 ms beside it.
            Assert.All(shown.Zip(expected).Skip(1), pair => Assert.Equal(pair.Second - expected[1], pair.First - shown[1], 0.002));
        }

        foreach (string session in sessions)
            Assert.Equal(["source", LinkedServer.SmallerName, "source"], await PointsAsync(session));
    }

    [Fact]
    public async Task Ffmpeg_is_quietly_given_the_smaller_picture_where_there_is_room_for_no_more()
    {
        (_, string title) = LinkedServer.Titles;
        await linked.SetRateAsync(LinkedServer.RoomForTheSmaller);
        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(linked.Server.RtspPort);
        string address = linked.Server.Address(title);
        string offer = await rtsp.AskAsync($"DESCRIBE {address} RTSP/1.0\nCSeq: 1");
        int smaller = await TrackAsync(title, LinkedServer.SmallerName);
        Assert.Contains($"a=control:trackID={smaller}\r\n", offer, StringComparison.Ordinal);
        Assert.DoesNotContain($"a=control:trackID={await TrackAsync(title, "source")}\r\n", offer, StringComparison.Ordinal);

        ProgramResult stored = await FrameHashes.PicturesAsync(linked.FileOf(title), Limit);
        ProgramResult played = await FrameHashes.PicturesAsync(address, Limit, "-rtsp_transport", "udp", "-buffer_size", "8000000");
        Assert.True(played.ExitCode == 0, $"{played}\n{linked.Server.Log}");
        Assert.Contains("x180\n", played.Output, StringComparison.Ordinal);
        Assert.Equal(FrameHashes.Read(stored).Count, FrameHashes.Read(played).Count);
    }

    [Fact]
    public async Task Ffmpeg_is_told_where_there_is_no_room_at_all()
    {
        (_, string title) = LinkedServer.Titles;
        await linked.SetRateAsync(LinkedServer.NoRoom);
        string address = linked.Server.Address(title);
        ProgramResult refused = await FrameHashes.PicturesAsync(address, Limit, "-rtsp_transport", "udp");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("453 Not Enough Bandwidth", refused.Errors, StringComparison.Ordinal);

        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(linked.Server.RtspPort);
        string answer = await rtsp.AskAsync(Setup(address, await TrackAsync(title, "source")));
        Assert.StartsWith("RTSP/1.0 453 Not Enough Bandwidth", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nLimit: access\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAvailable: 60kb/s\r\n", answer, StringComparison.Ordinal);
        Assert.Empty(await linked.SessionsAsync());
    }

    [Fact]
    public async Task The_bandwidth_header_counts_as_the_link_does()
    {
        (_, string title) = LinkedServer.Titles;
        await linked.SetRateAsync(LinkedServer.Plenty);
        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(linked.Server.RtspPort);
        string address = linked.Server.Address(title);
        int smaller = await TrackAsync(title, LinkedServer.SmallerName), stored = await TrackAsync(title, "source");
        string offer = await rtsp.AskAsync($"DESCRIBE {address} RTSP/1.0\nCSeq: 1\nBandwidth: 600000");
        Assert.Contains($"a=control:trackID={smaller}\r\n", offer, StringComparison.Ordinal);
        string unlimited = await rtsp.AskAsync($"DESCRIBE {address} RTSP/1.0\nCSeq: 2");
        Assert.Contains($"a=control:trackID={stored}\r\n", unlimited, StringComparison.Ordinal);

        string refused = await rtsp.AskAsync($"{Setup(address, smaller)}\nBandwidth: 60000");
        Assert.StartsWith("RTSP/1.0 453 Not Enough Bandwidth", refused, StringComparison.Ordinal);
        Assert.Contains("\r\nLimit: rate\r\n", refused, StringComparison.Ordinal);
        Assert.Contains("\r\nAvailable: 60kb/s\r\n", refused, StringComparison.Ordinal);

        string granted = await rtsp.AskAsync($"{Setup(address, smaller)}\nBandwidth: 600000");
        Assert.StartsWith("RTSP/1.0 200 OK", granted, StringComparison.Ordinal);
        JsonElement session = Assert.Single(await linked.SessionsAsync());
        Assert.Equal(LinkedServer.SmallerName, session.GetProperty("contract").GetProperty("point").GetString());
        string id = SessionId().Match(granted).Groups[1].Value;
        Assert.StartsWith(
            "RTSP/1.0 200 OK", await rtsp.AskAsync($"TEARDOWN {address} RTSP/1.0\nCSeq: 5\nSession: {id}"), StringComparison.Ordinal);
        Assert.Equal(0, (await linked.LinkAsync()).GetProperty("reservedBitsPerSecond").GetInt64());
    }

    private static string Setup(string address, int track) =>
        $"SETUP {address}/trackID={track} RTSP/1.0\nCSeq: 4\nTransport: RTP/AVP;unicast;client_port=5000-5001";

    /// <summary>Whatever their size, pictures come out in one; their times are exact.</summary>
    private static Task<ProgramResult> PicturesAsync(string input, params string[] options)
    {
        string[] output = ["-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-f", "framemd5", "-"];
        return ForeignProgram.RunAsync(
            "ffmpeg",
            ["-hide_banner", "-v", "error", "-nostdin", .. options, "-i", input, "-map", "0:v:0", "-vf", "scale=320:132", .. output],
            Limit);
    }

    /// <summary>In seconds.</summary>
    private static double[] PictureTimes(ProgramResult result)
    {
        Match timeBase = TimeBase().Match(result.Output);
        Assert.True(timeBase.Success, $"{result}");
        double unit = double.Parse(timeBase.Groups[1].Value, CultureInfo.InvariantCulture) / double.Parse(timeBase.Groups[2].Value);
        return
        [
            .. result.Output.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => long.Parse(line.Split(',')[2], CultureInfo.InvariantCulture) * unit),
        ];
    }

    /// <summary>Those that send that point, and nothing else any more.</summary>
    private async Task<JsonElement[]> PlayingAsync(string point) =>
    [
        .. (await linked.SessionsAsync()).Where(session =>
            session.GetProperty("state").GetString() == "playing"
            && session.GetProperty("positionSeconds").GetDouble() > 1
            && session.GetProperty("contract").GetProperty("point").GetString() == point
            && session.GetProperty("contract").GetProperty("isInForce").GetBoolean()),
    ];

    /// <summary>What a session was promised, one after the other.</summary>
    private async Task<string[]> PointsAsync(string session)
    {
        List<string> points = [];
        JsonElement history = await linked.Server.GetJsonAsync($"api/v1/sessions/{session}/history");
        foreach (JsonElement contract in history.GetProperty("contracts").EnumerateArray())
        {
            string point = contract.GetProperty("point").GetString()!;
            if (points.Count == 0 || points[^1] != point)
                points.Add(point);
        }

        return [.. points];
    }

    private async Task<int> TrackAsync(string title, string rendition) =>
        (await linked.Server.GetJsonAsync($"api/v1/titles/{title}")).GetProperty("tracks").EnumerateArray()
            .Single(track => track.GetProperty("rendition").GetString() == rendition).GetProperty("id").GetInt32();

    [GeneratedRegex(@"#tb 0: (\d+)/(\d+)")]
    private static partial Regex TimeBase();

    [GeneratedRegex(@"Session: (\w+)")]
    private static partial Regex SessionId();
}
