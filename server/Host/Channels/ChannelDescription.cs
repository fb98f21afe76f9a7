using System.Net;
using System.Text;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Announcing;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Channels;

/// <summary>Session descriptions of a channel for whoever joins its groups without asking by RTSP: as files, and as announced.</summary>
internal static class ChannelDescription
{
    /// <summary>What is described of a channel that is sent; null where something is asked for that it has not.</summary>
    /// <param name="local">Where its packets come from.</param>
    /// <param name="address">Of the channel by RTSP.</param>
    /// <param name="missing">What was asked for, and what there is.</param>
    public static byte[]? Write(ChannelRun run, IPAddress local, MediaQuery query, string address, out string missing)
    {
        missing = "";
        if (run.Sender is not { } sender || query["format"] == "ts")
        {
            if (run.TransportStream is { } stream)
                return TransportStreamOffer.Write(run.Settings, stream.Media, local, run.CreatedNtp);
            missing = "it has no transport stream: 'format: both' gives it one";
            return null;
        }

        bool isLayered = ChannelChoice.IsLayered(query);
        if (ChannelChoice.TryChoose(sender.Lineup, query, isLayered, out IReadOnlyList<Lane>? lanes, out string? wanting))
            return new ChannelOffer(sender, local).Write(lanes, isLayered, address);
        missing = wanting;
        return null;
    }

    /// <summary>What the network is told of it: what plays everywhere, and by which address all else is asked for; null of one that is not
    /// sent.</summary>
    /// <param name="port">Of RTSP.</param>
    public static Announcement? Announce(ChannelRun run, int port)
    {
        if (run.FirstGroup is not { } group || run.Source is not { } source)
            return null;
        string host = source.GetAddressBytes().Length == 16 ? $"[{source}]" : $"{source}";
        string address = $"rtsp://{host}:{port}/{MediaUri.ChannelPrefix}{run.Name}";
        byte[]? description = Write(run, source, MediaQuery.Empty, address, out _);
        return description is null ? null : new(run.Name, Encoding.UTF8.GetString(description), group, source);
    }
}
