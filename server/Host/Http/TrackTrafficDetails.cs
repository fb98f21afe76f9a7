using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>What a track asks of a network. Sizes are those of IP datagrams: RTP, UDP and an IPv6 header are counted.</summary>
/// <param name="MeanBitsPerSecond">Of all packets over the whole track.</param>
/// <param name="PeakBitsPerSecond">Sends every sample within its own duration, or within a quarter of a second where that is
/// longer.</param>
/// <param name="Envelope">How deep a token bucket must be at each rate so that no packet waits: the corners of a convex curve by rising
/// rate, from the mean to where it falls no more. There are 64 at most; where the exact curve has more, every so many are left out, and
/// the straight lines between those that are left lie on the curve or above it, so that what is reserved by them is enough.</param>
/// <param name="Plans">By rising buffer; none for text and slides.</param>
internal sealed record TrackTrafficDetails(
    long MeanBitsPerSecond,
    long PeakBitsPerSecond,
    long SmallestPacketBytes,
    long LargestPacketBytes,
    IReadOnlyList<EnvelopeDetails> Envelope,
    IReadOnlyList<PlanDetails> Plans)
{
    public static TrackTrafficDetails Of(TrackTraffic traffic) => new(
        traffic.Envelope[0].Rate.BitsPerSecond,
        traffic.PeakRate.BitsPerSecond,
        traffic.SmallestPacket.Bytes,
        traffic.LargestPacket.Bytes,
        [.. traffic.Envelope.Select(corner => new EnvelopeDetails(corner.Rate.BitsPerSecond, corner.Depth.Bytes))],
        [.. traffic.Plans.Select(PlanDetails.Of)]);
}
