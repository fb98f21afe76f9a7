using Streaming.Server.Channels.Feedback;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Http;

/// <summary>A lane that a receiver has joined.</summary>
/// <param name="Transport">multicast, udp or tcp.</param>
/// <param name="LossShare">Lost in the network between its last two reports, before repair; a share of one.</param>
/// <param name="Resent">Packets that were sent to it again.</param>
/// <param name="ResendsRefused">Packets it asked for that were not.</param>
internal sealed record ChannelReceiverLane(
    int Lane,
    string Transport,
    double? LossShare,
    double? JitterMs,
    double? RoundTripMs,
    double? SkewMs,
    long Resent,
    long ResendsRefused)
{
    public static ChannelReceiverLane Of(ReceiverLane lane, int number) => new(
        number,
        lane.Lane.Transport switch
        {
            StreamTransport.Group => "multicast",
            StreamTransport.Udp => "udp",
            _ => "tcp",
        },
        lane.Loss is { } loss ? loss.Billionths / 1e9 : null,
        lane.Jitter?.TotalMilliseconds,
        lane.RoundTrip?.TotalMilliseconds,
        lane.Skew?.TotalMilliseconds,
        lane.Repair.ResentPackets,
        lane.Repair.RefusedUnknown + lane.Repair.RefusedTooOld + lane.Repair.RefusedTooOften + lane.Repair.RefusedNoBudget);
}
