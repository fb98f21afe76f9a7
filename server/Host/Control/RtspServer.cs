using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>The RTSP server, put together: give it to Kestrel with <see cref="Listen"/>.</summary>
/// <remarks>Disposing it ends all sessions with a goodbye. Stop Kestrel before, and dispose the delivery after.</remarks>
public sealed class RtspServer : IAsyncDisposable
{
    // Limits are counted in seconds; half of one is close enough, and two thousand glances a second cost nothing.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);

    private readonly RtspConnectionHandler _handler;
    private readonly ControlClock _clock;
    private readonly ChannelWatch _channels;
    private readonly ITimer _sweep;

    /// <param name="sessions">The media ports in it are replaced by those the delivery really has.</param>
    /// <param name="time">In production the system's: the data plane counts the same clock.</param>
    public RtspServer(
        ICatalogue catalogue,
        IChannels channels,
        IDelivery delivery,
        ServerSessionOptions sessions,
        ControlOptions control,
        IRequestAuthorizer authorizer,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        ControlClock clock = _clock = new(time);
        ILogger log = loggers.CreateLogger<RtspServer>();
        ServerSessionOptions options = sessions with { RtpPort = delivery.RtpPort, RtcpPort = delivery.RtcpPort };
        Policer = new(control.Policing);
        Desk = new(control.Network, clock);
        Monitors = new(clock);
        Sessions = new(delivery, Policer, Desk, Monitors, options, clock, log);
        Engine = new(Sessions, Desk, Monitors, clock, log);
        Desk.Ladders = Sessions.LadderOf;
        RequestHandler handler = new(catalogue, channels, options, authorizer, Desk, Desk.Channels, Monitors);
        RequestDispatcher dispatcher = new(handler, Sessions, Policer, clock, log);
        _handler = new(dispatcher, Sessions, Policer, control, clock, log);
        Sessions.Notifier = _handler.Post;
        _channels = new(channels, Sessions, Desk.Channels, log);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public SessionRegistry Sessions { get; }

    internal ClientPolicer Policer { get; }

    internal ContractDesk Desk { get; }

    internal MonitorTable Monitors { get; }

    internal RenegotiationEngine Engine { get; }

    internal RequestDispatcher Dispatcher => _handler.Dispatcher;

    /// <summary>By the clock that all of control counts.</summary>
    internal Instant Now => _clock.Now;

    public ControlCounters Counters => _handler.Counters;

    /// <summary>Accepts RTSP on an end point of Kestrel's; call where Kestrel is configured, as often as there are end points.</summary>
    /// <param name="configure">What else is to be done with the end point, such as keeping it to learn its port.</param>
    public void Listen(KestrelServerOptions kestrel, IPEndPoint endPoint, Action<ListenOptions>? configure = null) =>
        kestrel.Listen(endPoint, listen =>
        {
            configure?.Invoke(listen);
            listen.Run(_handler.OnConnectedAsync);
        });

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Sessions.CloseAllAsync("the server stops");
    }

    /// <summary>Looks after everything that no request looks after.</summary>
    internal void Sweep()
    {
        Instant now = Now;
        Sessions.Sweep(now);
        _handler.Sweep(now);
        Engine.Sweep(now);
        _channels.Sweep(now);
    }
}
