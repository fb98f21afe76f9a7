using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane as control sees it. See <see cref="Delivery"/> for what each call means.</summary>
public interface IDelivery
{
    /// <summary>The port all media comes from; reports use the next one.</summary>
    int RtpPort { get; }

    int RtcpPort { get; }

    void Start(SendSession session, ISendEvents events);

    Task StopAsync(SendSession session);

    Task<bool> ChangeAsync(SendSession session, SendChange change);

    void Bye(SendSession session, string reason);
}
