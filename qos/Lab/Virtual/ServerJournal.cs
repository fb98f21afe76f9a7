using System.Net;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual.Checks;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;

namespace Streaming.Lab.Virtual;

/// <summary>Writes down what the server decides, for the record and for the checks.</summary>
internal sealed class ServerJournal(
    IReadOnlyList<CastMember> cast, IReadOnlyList<SessionFile> files, EventLog events, ConformanceCheck conformance,
    ReservationCheck reservations) : IServerWitness
{
    /// <summary>Viewers that were admitted, however often they came back.</summary>
    public int AdmittedCount { get; private set; }

    /// <summary>For want of room.</summary>
    public int RefusedCount { get; private set; }

    public int Moves { get; private set; }

    public void Admitted(IPAddress client, Contract? contract, string rendition, Instant now)
    {
        int viewer = Cast.NumberOf(client);
        SessionFile file = files[viewer];
        AdmittedCount += file.IsAdmitted ? 0 : 1;
        file.IsAdmitted = true;
        conformance.Began(viewer);
        reservations.Holds(viewer, contract?.Reserved ?? BitRate.Zero);
        string terms = contract is null ? "" : $": {rendition}, {Describe(contract)}";
        events.Add(now, "admitted", cast[viewer].Id, null, $"admitted{terms}");
    }

    public void Refused(IPAddress client, RefusalRecord refusal, string why, bool hasSession, Instant now)
    {
        int viewer = Cast.NumberOf(client);
        SessionFile file = files[viewer];
        if (!hasSession)
        {
            RefusedCount += file is { Refusal: null, IsAdmitted: false } ? 1 : 0;
            file.Refusal = refusal;
            file.Why = why;
        }

        events.Add(now, "refused", cast[viewer].Id, refusal.Limit, why);
    }

    public void Traffic(IPAddress client, TrafficSpec traffic, Instant now) => conformance.Holds(Cast.NumberOf(client), traffic, now);

    public void InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now)
    {
        int viewer = Cast.NumberOf(client);
        reservations.Holds(viewer, contract.Reserved);
        files[viewer].Contracts.Add(new(
            events.SecondsAt(now),
            contract.Generation,
            rendition,
            ServiceClassText.Format(contract.Class),
            contract.Traffic.Rate.BitsPerSecond,
            contract.Traffic.Depth.Bytes,
            reason));
        events.Add(now, "inForce", cast[viewer].Id, null, $"in force: {rendition}, {Describe(contract)}");
    }

    public void Moved(IPAddress client, string before, string after, MoveReason why, string reason, Instant now)
    {
        int viewer = Cast.NumberOf(client);
        Moves++;
        files[viewer].Moves++;
        events.Add(now, "moved", cast[viewer].Id, null, $"moved from {before} to {after}: {reason}");
    }

    public void Judged(IPAddress client, Violation change, Instant now) => events.Add(
        now, change.Until is null ? "violated" : "kept", cast[Cast.NumberOf(client)].Id, null, $"{change}");

    public void Ended(IPAddress client, string reason, Verdict? verdict, Instant now)
    {
        int viewer = Cast.NumberOf(client);
        reservations.Holds(viewer, BitRate.Zero);
        if (verdict is not null)
            files[viewer].IsKept = verdict.IsMet && files[viewer].IsKept is not false;
        events.Add(now, "released", cast[viewer].Id, null, $"the server has released it: {reason}");
    }

    private static string Describe(Contract contract) => $"{ServiceClassText.Format(contract.Class)} {contract.Traffic.Rate}";
}
