using System.Net;
using Streaming.Formats.Sdp;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Channels;

/// <summary>The session description of a channel's transport stream, for whoever joins its group without asking anybody. RFC 8866, RFC 2250
/// §2, RFC 4570.</summary>
public static class TransportStreamOffer
{
    /// <summary>UTF-8.</summary>
    /// <param name="local">Where its packets come from.</param>
    /// <param name="created">When the channel began.</param>
    public static byte[] Write(ChannelSettings settings, TransportStream stream, IPAddress local, NtpTime created)
    {
        IPEndPoint group = ((StreamTransport.Group)stream.Transport).Rtp;
        bool isIPv6 = IsIPv6(group.Address);
        SessionDescription description = new()
        {
            Origin = new($"{SdpOffer.Fingerprint(settings.Name)}", $"{created.Value >> 32}", $"{local}", IsIPv6(local)),
            Name = settings.Label.Length > 0 ? settings.Label : settings.Name,
        };
        description.Attributes.Add("type", "broadcast");
        MediaDescription medium = new()
        {
            Kind = "video",
            Port = group.Port,
            Formats = ["33"],
            Connection = new($"{group.Address}", isIPv6, isIPv6 ? null : settings.Group.TimeToLive),
        };
        medium.Attributes.Add("rtpmap", "33 MP2T/90000");
        if (settings.Group.Source is { } source)
            medium.Attributes.Add("source-filter", $"{new SourceFilter(true, isIPv6, $"{group.Address}", [$"{source}"])}");
        description.Media.Add(medium);
        return SdpWriter.Write(description);
    }

    private static bool IsIPv6(IPAddress address) => address.GetAddressBytes().Length == 16;
}
