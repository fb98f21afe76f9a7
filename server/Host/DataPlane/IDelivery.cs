using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane as control sees it. See <see cref="Delivery"/> for what each call means.</summary>
public interface IDelivery
{
    /// <summary>The port all media comes from; reports use the next one.</summary>
    int RtpPort { get; }

    int RtcpPort { get; }

    void Start(ISender sender, ISendEvents events);

    Task StopAsync(ISender sender);

    Task<bool> DoAsync(ISender sender, Action<Instant> work);

    Task<bool> ChangeAsync(SendSession session, SendChange change);

    void Bye(ISender sender, string reason);

    void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member);

    void Detach(OutgoingStream stream, MemberDelivery member);

    IPAddress SourceOf(StreamTransport.Group group);
}
