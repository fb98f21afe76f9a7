using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Is told what becomes of sessions, when it is decided; whatever it does, it does at once.</summary>
internal interface IControlWitness
{
    /// <summary>A session exists from now on.</summary>
    void Opened(ServerSession session, Instant now)
    {
    }

    /// <summary>What is sent of it follows another contract, or its first.</summary>
    void InForce(ServerSession session, ContractChange contract, Instant now)
    {
    }

    /// <summary>It is moved to another level by the server's own cause, in force soon.</summary>
    /// <param name="before">The name of the level it leaves.</param>
    void Moved(ServerSession session, string before, ContractChange contract, MoveReason why, Instant now)
    {
    }

    /// <summary>A term of its contract is found not to be kept, or to be kept again.</summary>
    void Judged(FilmSession session, Violation change, Instant now)
    {
    }

    /// <summary>It is over.</summary>
    /// <param name="verdict">Null: it never had a contract in force.</param>
    void Closed(ServerSession session, string reason, Verdict? verdict, Instant now)
    {
    }
}
