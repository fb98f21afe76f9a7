using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>Sends nothing, and remembers what it was asked; changes are in force at once unless they are held.</summary>
internal sealed class RecordingDelivery : IDelivery
{
    private readonly Dictionary<SendSession, ISendEvents> _running = [];

    public int RtpPort => 8_000;

    public int RtcpPort => 8_001;

    public List<SendChange> Changes { get; } = [];

    public int Running => _running.Count;

    public void Start(SendSession session, ISendEvents events) => _running[session] = events;

    public Task StopAsync(SendSession session)
    {
        _running.Remove(session);
        return Task.CompletedTask;
    }

    public Task<bool> ChangeAsync(SendSession session, SendChange change)
    {
        Changes.Add(change);
        bool isRunning = _running.TryGetValue(session, out ISendEvents? events);
        events?.Changed(session, new(change.Contract.Generation, []));
        return Task.FromResult(isRunning);
    }

    public void Bye(SendSession session, string reason) => Assert.False(_running.ContainsKey(session));

    public void Fail(SendSession session) => _running[session].Failed(session, "its film is damaged");
}
