using System.Collections.Concurrent;
using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>A data plane that sends nothing and remembers what it was asked.</summary>
internal sealed class FakeDelivery : IDelivery
{
    private readonly ConcurrentDictionary<ISender, ISendEvents> _running = new();
    private readonly ConcurrentDictionary<ISender, ISendEvents> _known = new();
    private int _byes;

    public int RtpPort => 7_000;

    public int RtcpPort => 7_001;

    public IReadOnlyCollection<ISender> Running => [.. _running.Keys];

    public int Known => _known.Count;

    public int Byes => _byes;

    /// <summary>What the data plane would say about the only session it has.</summary>
    public ISendEvents Events => _known.Values.Single();

    public SendSession Session => (SendSession)_known.Keys.Single();

    public void Start(ISender sender, ISendEvents events)
    {
        _known[sender] = events;
        Assert.True(_running.TryAdd(sender, events), "a session is started once");
    }

    public Task StopAsync(ISender sender)
    {
        _running.TryRemove(sender, out _);
        return Task.CompletedTask;
    }

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
        Assert.False(_running.ContainsKey(sender), "a session says goodbye when it is quiet");
        _known.TryRemove(sender, out _);
        Interlocked.Increment(ref _byes);
    }

    /// <summary>The end of the film, as a send loop announces it.</summary>
    public void End(SendSession session)
    {
        if (_running.TryRemove(session, out ISendEvents? events))
            events.Ended(session);
    }
}
