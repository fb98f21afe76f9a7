using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;

namespace Streaming.Server.Host.Http;

/// <summary>One receiver of a channel, as it reports itself.</summary>
/// <param name="Session">The short id of its RTSP session.</param>
/// <param name="Heard">When it last reported; null: never.</param>
/// <param name="SkewMs">How much later than all are told it presents: of the lane that is furthest off; null before it said so.</param>
/// <param name="IsBursting">It is still being sent what the group got before it.</param>
internal sealed record ChannelReceiverDetails(
    string Session, string Address, DateTimeOffset? Heard, double? SkewMs, bool IsBursting, IReadOnlyList<ChannelReceiverLane> Lanes)
{
    public static ChannelReceiverDetails Of(ReceiverFigures receiver, ChannelRun run, Instant now, DateTimeOffset wall) => new(
        receiver.Member.Id,
        receiver.Member.Address.ToString(),
        receiver.Member.LastHeard is { } heard ? wall - (now - heard) : null,
        receiver.Skew()?.TotalMilliseconds,
        receiver.IsBursting,
        [.. receiver.Lanes.Select(lane => ChannelReceiverLane.Of(lane, run.NumberOf(lane.Lane.Stream)))]);
}
