using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Http;

/// <summary>Delivers nothing.</summary>
internal sealed class FakeDelivery : IDelivery
{
    public int RtpPort => 8000;

    public int RtcpPort => 8001;

    public void Start(SendSession session, ISendEvents events)
    {
    }

    public Task StopAsync(SendSession session) => Task.CompletedTask;

    public Task<bool> ChangeAsync(SendSession session, SendChange change) => Task.FromResult(false);

    public void Bye(SendSession session, string reason)
    {
    }
}
