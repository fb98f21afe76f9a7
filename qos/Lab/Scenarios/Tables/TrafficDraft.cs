using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>Cross traffic, as far as it was said.</summary>
internal sealed record TrafficDraft(CrossTraffic Traffic)
{
    public TimeSpan? For { get; init; }

    public (BitRate Rate, ByteCount Depth)? Contract { get; init; }

    public (CrossTraffic? Traffic, string? Problem) Finish()
    {
        CrossTraffic traffic = Traffic with { Until = Traffic.From + For };
        if (Contract is not { } contract)
            return (traffic, traffic.IsPoliced ? "'policed' holds it to a contract: give 'contract: {rate, depth}'" : null);
        TrafficSpec agreed = new(contract.Rate, contract.Depth, TrafficSpec.NoPeak, traffic.Packet, traffic.Packet);
        return (traffic with { Contract = agreed }, FlowSpecRules.Check(agreed)?.ToString());
    }
}
