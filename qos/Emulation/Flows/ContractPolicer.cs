using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;

namespace Streaming.Emulation.Flows;

/// <summary>What stands at the door of a network and lets through what was agreed on with a sender.</summary>
public static class ContractPolicer
{
    /// <summary>Passes what keeps to the contract and drops what exceeds it: two rates where the contract has a peak (RFC 2698), one where
    /// it has none (RFC 2697).</summary>
    public static Policer Of(TrafficSpec contract, Instant now) => new(
        contract.HasPeak ? new TwoRateMarker(contract, now) : new SingleRateMarker(contract.Rate, contract.Depth, ByteCount.Zero, now),
        PolicerAction.Pass,
        PolicerAction.Drop,
        PolicerAction.Drop);
}
