using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.Http;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Host;

/// <summary>Kestrel with two doors: HTTP, and one that hands its connections to RTSP.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    /// <summary>The end is due within three seconds: two for answers under way, and the rest for everything else.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <summary>No request of this API has a body worth mentioning.</summary>
    private const long MaxBody = 64_000;

    private readonly ServerOptions _options;
    private readonly WebApplication _app;
    private ListenOptions? _http;
    private ListenOptions? _rtsp;

    /// <param name="map">Adds what answers to HTTP.</param>
    public WebHost(ServerOptions options, ILoggerProvider log, RtspServer rtsp, Action<WebApplication> map)
    {
        _options = options;

        // The empty builder: no settings files, no environment variables, no command line but our own.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            IPAddress address = ListenAddress.Of(options.Host);
            kestrel.Listen(address, options.Http.Port, listen => _http = listen);
            rtsp.Listen(kestrel, new(address, options.Rtsp.Port), listen => _rtsp = listen);
        });
        builder.Logging.AddProvider(new BorrowedLog(log)).SetMinimumLevel(LogLevel.Trace);

        // It logs with its whole stack what it throws right after, and that is explained in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        // Signals are the program's business: tests start several servers in one process.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        HttpApi.AddServices(builder.Services);
        _app = builder.Build();
        map(_app);
    }

    /// <summary>The real ports, once started.</summary>
    public int HttpPort => _http!.IPEndPoint!.Port;

    public int RtspPort => _rtsp!.IPEndPoint!.Port;

    /// <exception cref="ServerStartException">A port is taken, or may not be used.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop);
        }
        catch (Exception wrong) when (wrong is IOException or SocketException)
        {
            throw new ServerStartException(Explain(wrong), wrong);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Kestrel does not say which of its doors was the trouble in a form one can rely on; trying them does.</summary>
    private string Explain(Exception wrong)
    {
        (int, string, string)[] doors = [(_options.Http.Port, "--http", "HTTP"), (_options.Rtsp.Port, "--rtsp", "RTSP")];
        foreach ((int port, string flag, string name) in doors)
        {
            using Socket trial = new(ListenAddress.Of(_options.Host).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                if (trial.AddressFamily == AddressFamily.InterNetworkV6)
                    trial.DualMode = true;
                trial.Bind(new IPEndPoint(ListenAddress.Of(_options.Host), port));
                trial.Listen();
            }
            catch (SocketException trouble)
            {
                return trouble.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"port {port} ({name}) is in use: stop the other program, or choose another with {flag} PORT",
                    SocketError.AccessDenied => $"port {port} ({name}) needs more rights: choose one above 1023 with {flag} PORT",
                    SocketError.AddressNotAvailable => $"this machine has no address {_options.Host}: choose another with --host ADDRESS",
                    _ => $"cannot listen on port {port} ({name}): {trouble.Message}",
                };
            }
        }

        return $"cannot listen: {wrong.Message}";
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
