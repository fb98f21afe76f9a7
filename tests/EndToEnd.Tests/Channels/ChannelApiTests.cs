using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Streaming.EndToEnd.Tests.DataPlane;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Formats.Rtp;
using Streaming.Formats.Sdp;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Channels;

/// <summary>The program as an operator runs it: a channel is made by HTTP, joined by its description alone, and kept.</summary>
public sealed class ChannelApiTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly LocalGroup _group = LocalGroup.OfIPv4();
    private RunningServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Library => Path.Combine(_folder.Path, "library");

    /// <summary>Of the group's last number room is left for all lanes.</summary>
    private string Group => $"239.255.{_group.Rtp.Address.GetAddressBytes()[2]}.0";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Library);
        File.Copy(TestClips.Find(TestClips.H264Aac), Path.Combine(Library, "clip.mp4"));
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_channel_made_by_the_API_is_joined_by_its_description_kept_across_a_restart_and_deleted()
    {
        using HttpResponseMessage made = await _server.Http.PostAsJsonAsync("api/v1/channels", Declared("made"), Stop);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Stop));
        Assert.Equal("/api/v1/channels/made", made.Headers.Location!.OriginalString);
        await UntilAsync(channel => channel.GetProperty("playing").ValueKind == JsonValueKind.Object);
        Ssrc before = await HearAsync();

        Assert.Equal(
            $"#EXTM3U\n#EXTINF:-1,Made for a test\n{_server.Address("channels/made")}\n",
            await _server.Http.GetStringAsync("api/v1/channels/made.m3u", Stop));
        Assert.Contains("Made for a test", await _server.Http.GetStringAsync("channels/made", Stop), StringComparison.Ordinal);
        Assert.Contains("/channels/made", await _server.Http.GetStringAsync("", Stop), StringComparison.Ordinal);

        // As a power cut would have it: nothing is said, nothing is written.
        await _server.DisposeAsync();
        await StartAsync();
        await UntilAsync(channel => channel.GetProperty("playing").ValueKind == JsonValueKind.Object);
        Assert.NotEqual(before, await HearAsync());

        using HttpResponseMessage gone = await _server.Http.DeleteAsync("api/v1/channels/made", Stop);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage asked = await _server.Http.GetAsync("api/v1/channels/made.sdp", Stop);
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }

    [Fact]
    public async Task What_stands_in_the_configuration_is_changed_there_and_nowhere_else()
    {
        string configuration = Path.Combine(_folder.Path, "streaming.yml");
        string first = $"channels:\n  made: {{ play: [clip], group: {Group}, interface: lo, ttl: 1 }}\n";
        await File.WriteAllTextAsync(configuration, first, Stop);
        await _server.DisposeAsync();
        await StartAsync("--config", configuration);
        await UntilAsync(channel => channel.GetProperty("playing").ValueKind == JsonValueKind.Object);
        using HttpResponseMessage refused = await _server.Http.DeleteAsync("api/v1/channels/made", Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("streaming.yml:2", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        // Another programme: the same sender goes on, so the position does too.
        double position = (await ChannelAsync()).GetProperty("positionSeconds").GetDouble();
        string changed = $"channels:\n  made: {{ play: [clip, clip], label: Changed, group: {Group}, interface: lo, ttl: 1 }}\n";
        await File.WriteAllTextAsync(configuration, changed, Stop);
        await UntilAsync(channel => channel.GetProperty("label").GetString() == "Changed");
        Assert.True((await ChannelAsync()).GetProperty("positionSeconds").GetDouble() > position);

        await File.WriteAllTextAsync(configuration, "channels:\n  made: { play: [clip], group: 10.0.0.1 }\n", Stop);
        await UntilLogAsync("streaming.yml:2: '10.0.0.1' is not a multicast group");
        Assert.Equal("playing", (await ChannelAsync()).GetProperty("state").GetString());
    }

    private object Declared(string name) => new
    {
        name, label = "Made for a test", play = new[] { "clip" }, group = Group, port = _group.Rtp.Port & 0x7ffc | 0x4000, ttl = 1,
        @interface = _group.Interface.Name,
    };

    /// <summary>Joins the first stream of the description, as a player would that knows nothing but the file.</summary>
    private async Task<Ssrc> HearAsync()
    {
        byte[] description = await _server.Http.GetByteArrayAsync("api/v1/channels/made.sdp", Stop);
        Assert.True(SdpReader.TryParse(description, out SessionDescription? session, out _));
        Assert.Equal(2, session.Media.Count);
        MediaDescription video = session.Media[0];
        IPEndPoint group = new(IPAddress.Parse(video.Connection!.Address), video.Port);
        Assert.Equal(Group, $"{group.Address}");
        using MarkedReceiver receiver = MarkedReceiver.Of(group, _group.Index);
        HeardDatagram heard = Assert.Single(receiver.Hear(1));
        Assert.True(RtpHeader.TryParse(heard.Bytes, out RtpHeader header, out _, out _));
        Assert.Equal(1, heard.Hops);
        return header.Ssrc;
    }

    private Task<JsonElement> ChannelAsync() => _server.GetJsonAsync("api/v1/channels/made");

    private async Task UntilAsync(Func<JsonElement, bool> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!isSo(await ChannelAsync()))
        {
            Assert.True(waited.Elapsed < Patience, $"it never came to that:\n{await ChannelAsync()}\n{_server.Log}");
            await Task.Delay(50, Stop);
        }
    }

    private async Task UntilLogAsync(string line)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!_server.Log.Contains(line, StringComparison.Ordinal))
        {
            Assert.True(waited.Elapsed < Patience, $"'{line}' was never said:\n{_server.Log}");
            await Task.Delay(50, Stop);
        }
    }

    private async Task StartAsync(params string[] more)
    {
        _server = await RunningServer.StartAsync(Library, Path.Combine(_folder.Path, "data"), more);
        await _server.WaitForTitlesAsync(1);
    }
}
