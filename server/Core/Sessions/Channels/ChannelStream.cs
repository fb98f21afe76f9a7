using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Channels;

/// <summary>A lane of a channel that a client has set up, or the parity of one.</summary>
/// <param name="Stream">As it is sent.</param>
/// <param name="Url">The address as the client wrote it in SETUP: RTP-Info repeats it to the letter.</param>
/// <param name="Answer">What was agreed, as it was answered.</param>
/// <param name="Transport">How it comes: by its group, or to this client by itself.</param>
/// <param name="Connection">The connection it comes over; null for UDP.</param>
public sealed record ChannelStream(
    LaneStream Stream, bool IsParity, string Url, TransportSpec Answer, StreamTransport Transport, long? Connection)
{
    /// <summary>Its place among the channel's members; null: of parity, which nobody reports about.</summary>
    public MemberLane? Membership { get; init; }

    public Lane Lane => Stream.Lane;

    /// <summary>The client listens to the group; nothing of it is sent to him alone but what he asks for.</summary>
    public bool IsMulticast => Answer.IsMulticast == true;

    /// <summary>What it is reserved as, where it is multicast.</summary>
    public LaneGroup GroupOf(string channel) => new(channel, Lane.Number, IsParity);
}
