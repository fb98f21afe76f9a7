using System.Net;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;

namespace Streaming.Lab.Tests.Virtual.Checks;

/// <summary>Hands everything on; what is overridden is heard otherwise.</summary>
internal class HeardWitness(IServerWitness inner) : IServerWitness
{
    public virtual void Admitted(IPAddress client, Contract? contract, string rendition, Instant now) =>
        inner.Admitted(client, contract, rendition, now);

    public void Refused(IPAddress client, RefusalRecord refusal, string why, bool hasSession, Instant now) =>
        inner.Refused(client, refusal, why, hasSession, now);

    public virtual void Traffic(IPAddress client, TrafficSpec traffic, Instant now) => inner.Traffic(client, traffic, now);

    public virtual void InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now) =>
        inner.InForce(client, contract, rendition, reason, now);

    public void Moved(IPAddress client, string before, string after, MoveReason why, string reason, Instant now) =>
        inner.Moved(client, before, after, why, reason, now);

    public void Judged(IPAddress client, Violation change, Instant now) => inner.Judged(client, change, now);

    public virtual void Ended(IPAddress client, string reason, Verdict? verdict, Instant now) =>
        inner.Ended(client, reason, verdict, now);
}
