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
    private readonly ControlPlane _control;
    private readonly RtspConnectionHandler _handler;
    private readonly ControlClock _clock;
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
        _clock = new(time);
        ILogger log = loggers.CreateLogger<RtspServer>();
        _control = new(catalogue, channels, delivery, sessions, control, authorizer, _clock, log);
        _handler = new(_control.Dispatcher, Sessions, Policer, control, _clock, log);
        Sessions.Notifier = _handler.Post;
        _sweep = time.CreateTimer(_ => Sweep(), null, ControlPlane.SweepInterval, ControlPlane.SweepInterval);
    }

    public SessionRegistry Sessions => _control.Sessions;

    internal ClientPolicer Policer => _control.Policer;

    internal ContractDesk Desk => _control.Desk;

    internal MonitorTable Monitors => _control.Monitors;

    internal RenegotiationEngine Engine => _control.Engine;

    internal RequestDispatcher Dispatcher => _control.Dispatcher;

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
        _handler.Sweep(now);
        _control.Sweep(now);
    }
}
