using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;

namespace Streaming.Server.Host.Channels;

/// <summary>What sends a channel: its lanes, its transport stream, or both, each handed the same titles.</summary>
internal sealed record ChannelSenders(ChannelSender? Lanes, TransportStreamSender? TransportStream, IReadOnlyList<TitleFeed> Feeds)
{
    public static readonly ChannelSenders None = new(null, null, []);

    /// <summary>RTP packets sent to groups, parity of lanes left out.</summary>
    public long Packets =>
        (Lanes?.Streams.Sum(stream => stream.PacketsSent) ?? 0) + (TransportStream?.WholeStreams.Sum(stream => stream.PacketsSent) ?? 0);

    /// <summary>Their payload; of a transport stream, with RTP's header.</summary>
    public long Bytes =>
        (Lanes?.Streams.Sum(stream => stream.OctetsSent) ?? 0) + (TransportStream?.WholeStreams.Sum(stream => stream.BytesSent) ?? 0);
}
