using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>A session and the door to it: requests, the end of the film and the sweep go in one at a time.</summary>
internal sealed class SessionMailbox(ServerSession session, MemberRoutes? routes, long number) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _toldGeneration;

    public ServerSession Session { get; } = session;

    /// <summary>Of the sessions of this server: the older, the smaller.</summary>
    public long Number { get; } = number;

    /// <summary>The same, where it plays a film.</summary>
    public FilmSession? Film => Session as FilmSession;

    /// <summary>How it is sent what is for it alone, where it plays a channel.</summary>
    public MemberRoutes? Routes => routes;

    /// <summary>Set by whoever has the turn; what comes later finds no session.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Since when media is held back, because its viewer has fallen silent; null: it is not.</summary>
    public Instant? MutedAt { get; set; }

    /// <summary>Its media leaves, or should.</summary>
    public bool IsSending => !IsClosed && MutedAt is null && Session.State == SessionState.Playing;

    /// <summary>Muted, and heard again since.</summary>
    public bool IsBack => MutedAt is { } since && Session.Heard > since;

    /// <summary>Waits for the others to be done; dispose to let the next one in.</summary>
    public async ValueTask<Turn> EnterAsync()
    {
        await _turn.WaitAsync();
        return new(this);
    }

    /// <summary>Says of each contract once that it is in force. Called by whoever has the turn.</summary>
    public void TellInForce(IControlWitness witness, Instant now)
    {
        if (Session.Agreement.InForce is not { } contract || contract.Contract.Generation == _toldGeneration)
            return;
        _toldGeneration = contract.Contract.Generation;
        witness.InForce(Session, contract, now);
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The right to act on the session. The default value is a turn of none.</summary>
    public readonly struct Turn(SessionMailbox owner) : IDisposable
    {
        public void Dispose() => owner?._turn.Release();
    }
}
