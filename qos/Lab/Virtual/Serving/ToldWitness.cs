using System.Net;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Hands on what the control plane says of sessions, by the addresses of their viewers.</summary>
internal sealed class ToldWitness(IServerWitness witness) : IControlWitness
{
    public void Opened(ServerSession session, Instant now) =>
        witness.Admitted(Of(session), session.Contract, session.Point?.Name ?? "", now);

    public void InForce(ServerSession session, ContractChange contract, Instant now) =>
        witness.InForce(Of(session), contract.Contract, contract.Point.Name, contract.Reason, now);

    public void Moved(ServerSession session, string before, ContractChange contract, MoveReason why, Instant now) =>
        witness.Moved(Of(session), before, contract.Point.Name, why, contract.Reason, now);

    public void Judged(FilmSession session, Violation change, Instant now) => witness.Judged(Of(session), change, now);

    public void Closed(ServerSession session, string reason, Verdict? verdict, Instant now) =>
        witness.Ended(Of(session), reason, verdict, now);

    private static IPAddress Of(ServerSession session) => ConnectionFacts.Unmapped(session.Client.Address);
}
