using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>The token bucket of packets that are sent again: a share of the media's rate, and never more.</summary>
internal static class ResendTraffic
{
    /// <summary>A burst of losses is asked for at once, and the time to send it again in is short.</summary>
    private const int Burst = 8;

    /// <param name="media">Of all streams whose packets can be sent again.</param>
    public static TrafficSpec Of(TrafficSpec media, Ratio share)
    {
        BitRate rate = (media.Rate * share) + new BitRate(1);
        ByteCount packet = media.MaxPacket + new ByteCount(ResentPacket.Overhead);
        ByteCount soon = rate * PromptPoint.Soon, burst = new(Burst * packet.Bytes);
        ByteCount depth = soon > burst ? soon : burst;
        BitRate peak = BitRate.Of(depth, PromptPoint.Soon);
        return new(rate, depth, peak > rate ? peak : rate, media.MinUnit, packet);
    }
}
