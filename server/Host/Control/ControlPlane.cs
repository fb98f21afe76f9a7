using Microsoft.Extensions.Logging;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Everything that decides, put together: sessions, contracts, and who may ask how much. It knows no sockets, and acts when it is
/// called.</summary>
internal sealed class ControlPlane
{
    private readonly ChannelWatch _channels;

    /// <param name="options">The media ports in it are replaced by those the delivery really has.</param>
    public ControlPlane(
        ICatalogue catalogue,
        IChannels channels,
        IDelivery delivery,
        ServerSessionOptions options,
        ControlOptions control,
        IRequestAuthorizer authorizer,
        ControlClock clock,
        ILogger log)
    {
        options = options with { RtpPort = delivery.RtpPort, RtcpPort = delivery.RtcpPort };
        Policer = new(control.Policing);
        Desk = new(control.Network, clock);
        Monitors = new(clock);
        Sessions = new(delivery, Policer, Desk, Monitors, options, clock, log);
        Engine = new(Sessions, Desk, Monitors, clock, log);
        Desk.Ladders = Sessions.LadderOf;
        RequestHandler handler = new(catalogue, channels, options, authorizer, Desk, Desk.Channels, Monitors);
        Dispatcher = new(handler, Sessions, Policer, clock, log);
        _channels = new(channels, Sessions, Desk.Channels, log);
    }

    /// <summary>How often <see cref="Sweep"/> is to be called.</summary>
    /// <remarks>Limits are counted in seconds; half of one is close enough, and two thousand glances a second cost nothing.</remarks>
    public static TimeSpan SweepInterval { get; } = TimeSpan.FromMilliseconds(500);

    public ClientPolicer Policer { get; }

    public ContractDesk Desk { get; }

    public MonitorTable Monitors { get; }

    public SessionRegistry Sessions { get; }

    public RenegotiationEngine Engine { get; }

    public RequestDispatcher Dispatcher { get; }

    /// <summary>Looks after everything that no request looks after.</summary>
    public void Sweep(Instant now)
    {
        Sessions.Sweep(now);
        Policer.Sweep(now);
        Engine.Sweep(now);
        _channels.Sweep(now);
    }
}
