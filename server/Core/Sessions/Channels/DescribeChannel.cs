using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Sessions.Methods;

namespace Streaming.Server.Sessions.Channels;

/// <summary>DESCRIBE of a channel. RFC 2326 §10.2.</summary>
internal sealed class DescribeChannel(IChannels channels, ServerSessionOptions options)
{
    public RequestOutcome.Answer Answer(RequestContext context)
    {
        if (!ChannelLookup.TryFind(channels, context, options, out ChannelSender? sender, out IPAddress? source, out var refusal))
            return refusal;
        if (Descriptions.Refuse(context, options) is { } unacceptable)
            return unacceptable;
        MediaQuery query = context.Target.Query;
        bool isLayered = ChannelChoice.IsLayered(context.Request, query);
        if (!ChannelChoice.TryChoose(sender.Lineup, query, isLayered, out IReadOnlyList<Lane>? lanes, out string? missing))
            return Replies.Refuse(context, options, RtspStatus.NotFound, missing);
        byte[] description = new ChannelOffer(sender, source).Write(lanes, isLayered);
        return Descriptions.Answer(context, options, context.Target.Title, description);
    }
}
