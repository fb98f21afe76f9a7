using System.Collections.Concurrent;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>A data plane that sends nothing and remembers what it was asked.</summary>
internal sealed class FakeDelivery : IDelivery
{
    private readonly ConcurrentDictionary<SendSession, ISendEvents> _running = new();
    private readonly ConcurrentDictionary<SendSession, ISendEvents> _known = new();
    private int _byes;

    public int RtpPort => 7_000;

    public int RtcpPort => 7_001;

    public IReadOnlyCollection<SendSession> Running => [.. _running.Keys];

    public int Known => _known.Count;

    public int Byes => _byes;

    /// <summary>What the data plane would say about the only session it has.</summary>
    public ISendEvents Events => _known.Values.Single();

    public SendSession Session => _known.Keys.Single();

    public void Start(SendSession session, ISendEvents events)
    {
        _known[session] = events;
        Assert.True(_running.TryAdd(session, events), "a session is started once");
    }

    public Task StopAsync(SendSession session)
    {
        _running.TryRemove(session, out _);
        return Task.CompletedTask;
    }

    public Task<bool> ChangeAsync(SendSession session, SendChange change) => Task.FromResult(false);

    public void Bye(SendSession session, string reason)
    {
        Assert.False(_running.ContainsKey(session), "a session says goodbye when it is quiet");
        _known.TryRemove(session, out _);
        Interlocked.Increment(ref _byes);
    }

    /// <summary>The end of the film, as a send loop announces it.</summary>
    public void End(SendSession session)
    {
        if (_running.TryRemove(session, out ISendEvents? events))
            events.Ended(session);
    }
}
