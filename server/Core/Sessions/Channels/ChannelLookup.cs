using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;

namespace Streaming.Server.Sessions.Channels;

/// <summary>Looks channels up for the methods that name them.</summary>
internal static class ChannelLookup
{
    /// <summary>The channel that a request names, as it is sent now.</summary>
    /// <param name="source">Where its packets come from.</param>
    /// <param name="refusal">404 with what there is, or 503 with what it waits for.</param>
    public static bool TryFind(
        IChannels channels,
        RequestContext context,
        ServerSessionOptions options,
        [NotNullWhen(true)] out ChannelSender? sender,
        [NotNullWhen(true)] out IPAddress? source,
        [NotNullWhen(false)] out RequestOutcome.Answer? refusal)
    {
        ChannelFacts? facts = channels.Find(context.Target.Channel!);
        sender = facts?.Sender;
        source = facts?.Source ?? facts?.Settings.Group.Source ?? ConnectionFacts.Unmapped(context.Connection.Local.Address);
        refusal = facts is null ? Replies.Refuse(context, options, RtspStatus.NotFound, List(channels.Names))
            : sender is null ? Replies.Refuse(context, options, RtspStatus.ServiceUnavailable, Replies.Line(facts.Waiting))
            : null;
        return sender is not null;
    }

    /// <summary>There may be 256 of them: all are named.</summary>
    private static string List(IReadOnlyList<string> names)
    {
        StringBuilder text = new("there is no such channel");
        text.Append(names.Count == 0 ? "; this server has none" : "; there are:");
        foreach (string name in names)
            text.Append("\r\n/").Append(MediaUri.ChannelPrefix).Append(name);
        return text.ToString();
    }
}
