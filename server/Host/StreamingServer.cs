using Microsoft.Extensions.Logging;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Announcing;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Host.Http;
using Streaming.Server.Host.Library;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Host;

/// <summary>A whole server: catalogue, control, delivery, HTTP. The one place where they are put together.</summary>
/// <remarks>Several can live in one process; each has its own ports, folders and log.</remarks>
public sealed class StreamingServer : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly TitleStore _titles;
    private readonly WatchedLibrary _library;
    private readonly Delivery _delivery;
    private readonly RtspServer _rtsp;
    private readonly ContractStore _changes;
    private readonly SapAnnouncer _announcer;
    private readonly ChannelTable _channels;
    private readonly WebHost _web;
    private readonly Instant _started = ProcessClock.Now;
    private ServerOptions _options;

    private StreamingServer(ServerOptions options, ILoggerProvider log)
    {
        _options = options;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(new BorrowedLog(log)).SetMinimumLevel(LogLevel.Trace));
        TitleFolders folders = new(options.Data);
        _titles = new(folders);
        _library = new(folders, _titles, OptionMapping.Import(options), _loggers);
        _delivery = OpenDelivery(options);
        _announcer = new(_loggers.CreateLogger<SapAnnouncer>());
        _channels = OpenChannels(options);
        _titles.Listed += _ => _channels.LookAgain();
        _rtsp = new(
            _titles,
            _channels,
            _delivery,
            OptionMapping.Sessions(options) with { HttpPort = () => HttpPort },
            OptionMapping.Control(options),
            new MachineAuthorizer(),
            TimeProvider.System,
            _loggers);
        _changes = new(Path.Combine(options.Data, "contracts.json"), _rtsp.Desk, _loggers.CreateLogger<ContractStore>());
        ILogger api = _loggers.CreateLogger<RtspServer>();
        _web = new(options, log, _rtsp, app => HttpApi.Map(
            app, _titles, folders, _rtsp, _changes, _channels, api, () => RtspPort, WriteMetrics));
    }

    public int RtspPort => _web.RtspPort;

    public int HttpPort => _web.HttpPort;

    public int RtpPort => _delivery.RtpPort;

    public ICatalogue Catalogue => _titles;

    /// <summary>A title can be played from now on, or has changed. Raised on the thread that imports.</summary>
    public event Action<Title> Listed
    {
        add => _titles.Listed += value;
        remove => _titles.Listed -= value;
    }

    public SessionRegistry Sessions => _rtsp.Sessions;

    public ChannelTable Channels => _channels;

    /// <summary>Opens everything; when this completes, clients are answered.</summary>
    /// <param name="log">Stays the caller's.</param>
    /// <exception cref="ServerStartException">A port is taken, a folder is not there; the message says what to do.</exception>
    public static async Task<StreamingServer> StartAsync(ServerOptions options, ILoggerProvider log, CancellationToken stop = default)
    {
        if (options.Library.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing)
            throw new ServerStartException($"there is no folder {missing}: create it, or name another with --library DIR");
        MakeDataFolder(options.Data);
        StreamingServer server = new(options, log);
        try
        {
            server._changes.Load();
            await server._web.StartAsync(stop);
            server._library.Watch(options.Library);
            await server._channels.RestoreAsync();
            await server._channels.ConfigureAsync(options.Channels);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a title for clients on this machine.</summary>
    public string AddressOf(string title) => RtspAddress.Of(ListenAddress.Local(_options.Host), RtspPort, title);

    /// <summary>Takes over what of a changed configuration takes effect at once; nobody who plays is disturbed.</summary>
    public void Apply(ServerOptions changed)
    {
        _options = changed;
        _library.Watch(changed.Library);
        _channels.Most = changed.Limits.Channels;
        _channels.ConfigureAsync(changed.Channels).GetAwaiter().GetResult();
        _rtsp.Sessions.Limit = changed.Limits.Sessions;
        _rtsp.Policer.Options = OptionMapping.Policing(changed);
        _rtsp.Desk.Configure(OptionMapping.Network(changed), ProcessClock.Now);
        _rtsp.Engine.React(ProcessClock.Now);
    }

    /// <summary>Ends cleanly: viewers are sent a BYE, what is under way is finished or given up within two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        // The doors first, so that nobody comes in while everybody is shown out.
        await _web.DisposeAsync();
        await _announcer.DisposeAsync();
        await _channels.DisposeAsync();
        await _rtsp.DisposeAsync();
        _changes.Save();
        await _library.DisposeAsync();
        _delivery.Dispose();
        _loggers.Dispose();
    }

    private static void MakeDataFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(
                $"the data folder {path} cannot be made: choose another with --data DIR ({wrong.Message})", wrong);
        }
    }

    private ChannelTable OpenChannels(ServerOptions options)
    {
        ILogger log = _loggers.CreateLogger<ChannelTable>();
        ChannelStage stage = new(
            _titles, _delivery, new(TimeProvider.System), OptionMapping.Sessions(options).CanonicalName, log)
        {
            Announcer = _announcer, RtspPort = () => RtspPort,
        };
        return new(stage, new(Path.Combine(options.Data, "channels.json"), log)) { Most = options.Limits.Channels };
    }

    private static Delivery OpenDelivery(ServerOptions options)
    {
        try
        {
            return new(OptionMapping.Delivery(options));
        }
        catch (IOException wrong)
        {
            throw new ServerStartException(wrong.Message, wrong);
        }
    }

    private void WriteMetrics(MetricsText text)
    {
        ProcessMetrics.Write(text, ProcessClock.Now - _started);
        text.Gauge("streaming_titles", "Titles that can be played.", _titles.Titles.Count);
        ControlMetrics.Write(text, _rtsp.Counters);
        ContractMetrics.Write(text, _rtsp);
        ChannelMetrics.Write(text, _channels);
        DeliveryMetrics.Write(text, _delivery.Report());
    }
}
