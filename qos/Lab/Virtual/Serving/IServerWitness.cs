using System.Net;
using Streaming.Lab.Records;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Is told what a virtual server decides, when it does. Viewers are called by their addresses: each has one of his own.</summary>
internal interface IServerWitness
{
    /// <summary>A session was opened for a viewer, under its first contract; null: on a channel, of which he holds lanes.</summary>
    void Admitted(IPAddress client, Contract? contract, string rendition, Instant now);

    /// <summary>There was no room for what a viewer asked for.</summary>
    /// <param name="why">In a sentence of the server's.</param>
    /// <param name="hasSession">He asked for another contract, or for one more stream, and keeps what he has.</param>
    void Refused(IPAddress client, RefusalRecord refusal, string why, bool hasSession, Instant now);

    /// <summary>From now on packets leave under these terms: told before the first of them does.</summary>
    void Traffic(IPAddress client, TrafficSpec traffic, Instant now);

    /// <summary>A contract is in force.</summary>
    /// <param name="reason">Why it took another's place; empty: it is the first, or the viewer's wish.</param>
    void InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now);

    /// <summary>The server has moved a session to another level by its own cause; it is in force later.</summary>
    void Moved(IPAddress client, string before, string after, MoveReason why, string reason, Instant now);

    /// <summary>A term is found not to be kept, or to be kept again.</summary>
    void Judged(IPAddress client, Violation change, Instant now);

    /// <summary>A session is over.</summary>
    /// <param name="verdict">Whether its contract was kept; null: it never played under one.</param>
    void Ended(IPAddress client, string reason, Verdict? verdict, Instant now);
}
