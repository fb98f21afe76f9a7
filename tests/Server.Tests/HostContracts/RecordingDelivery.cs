using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>Sends nothing, and remembers what it was asked; changes are in force at once unless they are held.</summary>
internal sealed class RecordingDelivery : IDelivery
{
    private readonly Dictionary<ISender, ISendEvents> _running = [];

    public int RtpPort => 8_000;

    public int RtcpPort => 8_001;

    public List<SendChange> Changes { get; } = [];

    public int Running => _running.Count;

    public void Start(ISender sender, ISendEvents events) => _running[sender] = events;

    public Task StopAsync(ISender sender)
    {
        _running.Remove(sender);
        return Task.CompletedTask;
    }

    public Task<bool> ChangeAsync(SendSession session, SendChange change)
    {
        Changes.Add(change);
        bool isRunning = _running.TryGetValue(session, out ISendEvents? events);
        events?.Changed(session, new(change.Contract.Generation, []));
        return Task.FromResult(isRunning);
    }

    /// <summary>What is sent to members of channels by themselves now.</summary>
    public List<(OutgoingStream Stream, MemberDelivery Member)> Attached { get; } = [];

    public Instant Now { get; set; }

    public Task<bool> DoAsync(ISender sender, Action<Instant> work)
    {
        bool isRunning = _running.ContainsKey(sender);
        if (isRunning)
            work(Now);
        return Task.FromResult(isRunning);
    }

    public void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member) =>
        Attached.Add((stream, member));

    public void Detach(OutgoingStream stream, MemberDelivery member) => Assert.True(Attached.Remove((stream, member)));

    public IPAddress SourceOf(StreamTransport.Group group) => IPAddress.Loopback;

    public void Bye(ISender sender, string reason) => Assert.False(_running.ContainsKey(sender));

    public void Fail(SendSession session) => _running[session].Failed(session, "its film is damaged");
}
