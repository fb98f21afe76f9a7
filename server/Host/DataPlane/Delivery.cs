using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane: one pair of UDP ports for all sessions, and the threads that send on time.</summary>
public sealed class Delivery : IDelivery, IDisposable
{
    /// <summary>Opens the ports and starts the threads.</summary>
    /// <exception cref="IOException">A port is taken or not allowed; the message says which and what to do.</exception>
    public Delivery(DeliveryOptions options)
    {
        RtpPort = options.RtpPort;
        RtcpPort = options.RtpPort + 1;
    }

    /// <summary>The port all media comes from.</summary>
    public int RtpPort { get; }

    /// <summary>The port all reports come from and go to.</summary>
    public int RtcpPort { get; }

    /// <summary>Hands a prepared session to a sending thread; its first packet leaves at most 2 ms later, behind its first report.</summary>
    /// <remarks>From the first call until <see cref="Bye"/>, reports of its client are taken too, whether it plays or not.</remarks>
    public void Start(SendSession session, ISendEvents events) => throw new NotImplementedException();

    /// <summary>Stops a session. When it completes no packet of it can leave any more, and it belongs to the caller again.</summary>
    /// <remarks>Of a session that does not run (any more) it completes at once.</remarks>
    public Task StopAsync(SendSession session) => throw new NotImplementedException();

    /// <summary>Sends the BYE of a stopped session and forgets it: the last call for it.</summary>
    public void Bye(SendSession session, string reason) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
