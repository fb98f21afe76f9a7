using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Http;

/// <summary>Delivers nothing.</summary>
internal sealed class FakeDelivery : IDelivery
{
    public int RtpPort => 8000;

    public int RtcpPort => 8001;

    public void Start(ISender sender, ISendEvents events)
    {
    }

    public Task StopAsync(ISender sender) => Task.CompletedTask;

    public Task<bool> ChangeAsync(SendSession session, SendChange change) => Task.FromResult(false);

    public Task<bool> DoAsync(ISender sender, Action<Instant> work) => Task.FromResult(false);

    public void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member)
    {
    }

    public void Detach(OutgoingStream stream, MemberDelivery member)
    {
    }

    public IPAddress SourceOf(StreamTransport.Group group) => IPAddress.Loopback;

    public void Bye(ISender sender, string reason)
    {
    }
}
