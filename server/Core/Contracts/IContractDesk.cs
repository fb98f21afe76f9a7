using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>Where sessions ask for contracts. May be called from any thread; every call is one step, all or nothing.</summary>
public interface IContractDesk
{
    /// <summary>How long a reservation outlives the last <see cref="Refresh"/>.</summary>
    TimeSpan Lease { get; }

    /// <summary>Reserves for a session, in place of whatever it holds. The lease must be refreshed, or it ends by itself.</summary>
    ReservationAnswer Reserve(ReservationWish wish, Instant now);

    /// <summary>As <see cref="Reserve"/>, without reserving: what a description chooses its renditions by.</summary>
    ReservationAnswer Ask(ReservationWish wish, Instant now);

    /// <summary>The session is alive: its lease begins anew. False where it has none (any more).</summary>
    bool Refresh(SessionId session, Instant now);

    /// <summary>Gives everything back; harmless where there is nothing.</summary>
    void Release(SessionId session, Instant now);
}
