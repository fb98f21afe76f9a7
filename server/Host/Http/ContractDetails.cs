using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Host.Http;

/// <summary>What was promised to a session.</summary>
/// <param name="Point">What is sent: <c>720p</c>, <c>480p thinned</c>, <c>sound only</c>.</param>
/// <param name="Level">Of the session's ladder, 0 is the best.</param>
/// <param name="ReservedBitsPerSecond">Kept free on every link.</param>
/// <param name="BufferSeconds">How much of the film the receiver must hold.</param>
/// <param name="Protection">Which parity protects which track: <c>1:10x5</c>.</param>
/// <param name="ResendShare">Of the media's rate, what is set aside for packets sent again, 0 … 1; null: they are not.</param>
/// <param name="Reason">Why it took another one's place; empty for the first.</param>
/// <param name="IsInForce">False: what leaves follows it from the next key picture on.</param>
internal sealed record ContractDetails(
    int Generation,
    string Class,
    string Point,
    int Level,
    long RateBitsPerSecond,
    long DepthBytes,
    long PeakBitsPerSecond,
    long MinUnitBytes,
    long MaxPacketBytes,
    long ReservedBitsPerSecond,
    double? DelayBoundSeconds,
    double BufferSeconds,
    int Priority,
    IReadOnlyList<string> Protection,
    double? ResendShare,
    string Reason,
    bool IsInForce)
{
    public static ContractDetails Of(ContractChange change)
    {
        Contract contract = change.Contract;
        TrafficSpec traffic = contract.Traffic;
        return new(
            contract.Generation,
            ServiceClassText.Format(contract.Class),
            change.Point.Name,
            change.Point.Level,
            traffic.Rate.BitsPerSecond,
            traffic.Depth.Bytes,
            traffic.Peak.BitsPerSecond,
            traffic.MinUnit.Bytes,
            traffic.MaxPacket.Bytes,
            contract.Reserved.BitsPerSecond,
            contract.DelayBound?.TotalSeconds,
            contract.Buffer.TotalSeconds,
            contract.Priority,
            [.. contract.Protection.Select(one => one.ToString())],
            contract.Resend?.Billionths / 1e9,
            change.Reason,
            change.InForce is not null);
    }
}
