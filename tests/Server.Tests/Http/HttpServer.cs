using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Channels;
using Streaming.Server.Host;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.Http;
using Streaming.Server.Host.Telemetry;
using Streaming.Server.Sessions;
using Streaming.Testing;

namespace Streaming.Server.Tests.Http;

/// <summary>The HTTP side of a server on a free port, with a catalogue to fill and a client to ask with.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly RtspServer _rtsp;
    private readonly WebHost _web;

    private HttpServer(NetworkOptions network)
    {
        ServerOptions options = new() { Host = "127.0.0.1", Rtsp = new() { Port = 0 }, Http = new() { Port = 0 } };
        Folders = new TitleFolders(_data.Path);
        _rtsp = new(
            Catalogue,
            new NoChannels(),
            new FakeDelivery(),
            new ServerSessionOptions(),
            new ControlOptions { Network = network },
            new AnonymousAuthorizer(),
            TimeProvider.System,
            NullLoggerFactory.Instance);
        Channels = new(
            new(Catalogue, new FakeDelivery(), new(TimeProvider.System), "server", NullLogger.Instance),
            new(Path.Combine(_data.Path, "channels.json"), NullLogger.Instance));
        Changes = new(Path.Combine(_data.Path, "contracts.json"), _rtsp.Desk, NullLogger.Instance);
        _web = new(options, NullLoggerProvider.Instance, _rtsp, app => HttpApi.Map(
            app, Catalogue, Folders, _rtsp, Changes, Channels, NullLogger.Instance, () => 8554, WriteMetrics));
    }

    public RtspServer Rtsp => _rtsp;

    public ContractStore Changes { get; }

    public ChannelTable Channels { get; }

    public FakeCatalogue Catalogue { get; } = new();

    public TitleFolders Folders { get; }

    public string Folder => _data.Path;

    public HttpClient Client { get; } = new();

    public static async Task<HttpServer> StartAsync(NetworkOptions? network = null)
    {
        HttpServer server = new(network ?? new());
        await server._web.StartAsync(TestContext.Current.CancellationToken);
        server.Client.BaseAddress = new($"http://127.0.0.1:{server._web.HttpPort}/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _web.DisposeAsync();
        await Channels.DisposeAsync();
        await _rtsp.DisposeAsync();
        _data.Dispose();
    }

    private void WriteMetrics(MetricsText text)
    {
        ControlMetrics.Write(text, _rtsp.Counters);
        ContractMetrics.Write(text, _rtsp);
        ChannelMetrics.Write(text, Channels);
    }
}
