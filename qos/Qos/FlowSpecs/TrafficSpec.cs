namespace Streaming.Qos.FlowSpecs;

/// <summary>What a flow sends at most: in any interval t no more than min(M + p·t, b + r·t). RFC 2215 §3.6, TOKEN_BUCKET_TSPEC.</summary>
/// <remarks>Bytes are those of IP datagrams, all headers from IP upwards included.</remarks>
/// <param name="Rate">r, the rate at which tokens come.</param>
/// <param name="Depth">b, the tokens that the bucket holds.</param>
/// <param name="Peak">p, never exceeded over more than one packet.</param>
/// <param name="MinUnit">m, the minimum policed unit: a smaller packet counts as one of this size.</param>
/// <param name="MaxPacket">M, the largest packet.</param>
public sealed record TrafficSpec(BitRate Rate, ByteCount Depth, BitRate Peak, ByteCount MinUnit, ByteCount MaxPacket)
{
    /// <summary>What two flows send together: rates, depths and peaks add up, the smallest unit and the largest packet hold for both. RFC
    /// 2216 §4.6.</summary>
    public static TrafficSpec operator +(TrafficSpec left, TrafficSpec right) => new(
        left.Rate + right.Rate,
        left.Depth + right.Depth,
        left.Peak + right.Peak,
        left.MinUnit < right.MinUnit ? left.MinUnit : right.MinUnit,
        left.MaxPacket > right.MaxPacket ? left.MaxPacket : right.MaxPacket);
}
