using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>A session and the door to it: requests, the end of the film and the sweep go in one at a time.</summary>
internal sealed class SessionMailbox(ServerSession session) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _reported = long.MinValue;

    public ServerSession Session { get; } = session;

    /// <summary>Set by whoever has the turn; what comes later finds no session.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Its viewer has fallen silent, and media is held back until he is heard again.</summary>
    public bool IsMuted { get; set; }

    /// <summary>When a report last came by RTCP; null: never yet.</summary>
    public Instant? Reported
    {
        get
        {
            long ticks = Interlocked.Read(ref _reported);
            return ticks == long.MinValue ? null : new(ticks);
        }
    }

    /// <summary>From any thread.</summary>
    public void Report(Instant now)
    {
        Interlocked.Exchange(ref _reported, now.Ticks);
        Session.Hear(now);
    }

    /// <summary>Waits for the others to be done; dispose to let the next one in.</summary>
    public async ValueTask<Turn> EnterAsync()
    {
        await _turn.WaitAsync();
        return new(this);
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The right to act on the session. The default value is a turn of none.</summary>
    public readonly struct Turn(SessionMailbox owner) : IDisposable
    {
        public void Dispose() => owner?._turn.Release();
    }
}
