using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Channels;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>Takes the first of a client's transports that we can serve. RFC 2326 §12.39.</summary>
/// <param name="taken">The channels of this connection that other streams of the session use.</param>
internal sealed class TransportNegotiation(ConnectionFacts connection, ServerSessionOptions options, IReadOnlySet<int> taken)
{
    /// <summary>What is sent would be of no use on a connection, which loses nothing.</summary>
    public bool IsUdpOnly { get; init; }

    /// <summary>Set where the stream can be had by multicast.</summary>
    public GroupOffer? Group { get; init; }

    public TransportChoice Choose(TransportHeader offer)
    {
        // The reason given is that of the best refusal: being asked to send to somebody else outweighs not knowing a protocol.
        string group = Group is null ? "" : " and multicast", inside = IsUdpOnly ? "" : " and over TCP, interleaved";
        TransportChoice.Refused refusal = new(RtspStatus.UnsupportedTransport, $"offered is RTP/AVP over UDP unicast{group}{inside}");
        foreach (TransportSpec spec in offer.Specs)
        {
            switch (Judge(spec))
            {
                case TransportChoice.Accepted accepted:
                    return accepted;
                case TransportChoice.Refused { Status: RtspStatus.Forbidden } forbidden:
                    refusal = forbidden;
                    break;
            }
        }

        return refusal;
    }

    private TransportChoice? Judge(TransportSpec spec)
    {
        bool isOurs = spec.IsRtpAvp && spec.Mode?.Contains("PLAY", StringComparison.OrdinalIgnoreCase) != false;
        if (!isOurs)
            return null;
        if (spec.IsMulticast == true || (Group is not null && IsBare(spec)))
            return Group is not null && !spec.IsTcp ? Multicast(spec, Group) : null;

        // Some clients leave the lower transport out and say it by the parameter that belongs to it.
        if (spec.IsTcp || (spec.Interleaved is not null && spec.ClientPort is null))
            return IsUdpOnly ? null : Interleaved(spec);
        if (spec.ClientPort is not { Rtp: > 0, Rtcp: > 0 } ports)
            return null;
        IPAddress client = connection.Client;
        if (spec.Destination is { } destination && !IsClient(destination, client))
            return new TransportChoice.Refused(RtspStatus.Forbidden, "media is sent to the address that asks for it, and to no other");
        return new TransportChoice.Accepted(
            Answered(spec) with { ServerPort = new(options.RtpPort, options.RtcpPort), ClientPort = ports },
            new StreamTransport.Udp(new(client, ports.Rtp), new(client, ports.Rtcp)),
            null);
    }

    /// <summary>Neither way of sending is named, nor what belongs to one: multicast is the default. RFC 2326 §12.39.</summary>
    private static bool IsBare(TransportSpec spec) =>
        spec is { IsMulticast: null, IsTcp: false, ClientPort: null, Interleaved: null };

    /// <summary>The group is ours to choose: wishes for a port or a time to live are answered with what it has, and somebody else's group
    /// is not sent to.</summary>
    private TransportChoice Multicast(TransportSpec spec, GroupOffer offer)
    {
        GroupAddress group = offer.Group;
        bool isIt = IPAddress.TryParse(spec.Destination, out IPAddress? wanted) && wanted.Equals(group.Address);
        if (spec.Destination is not null && !isIt)
            return new TransportChoice.Refused(RtspStatus.Forbidden, $"this is sent to {group.Address}, and to no other group");
        IPAddress client = connection.Client;
        PortPair? own = spec.ClientPort is { Rtp: > 0, Rtcp: > 0 } ports ? ports : null;
        TransportSpec answer = new()
        {
            Protocol = spec.Protocol,
            IsMulticast = true,
            Destination = $"{group.Address}",
            Source = $"{offer.Source}",
            Ttl = offer.TimeToLive,
            ClientPort = own,
            ServerPort = new(options.RtpPort, options.RtcpPort),
            Port = new(group.Port, group.Port + 1),
            Mode = "PLAY",
        };
        return new TransportChoice.Accepted(answer, offer.Transport, null)
        {
            Own = own is { } pair ? new StreamTransport.Udp(new(client, pair.Rtp), new(client, pair.Rtcp)) : null,
        };
    }

    private TransportChoice.Accepted? Interleaved(TransportSpec spec)
    {
        PortPair? channels = spec.Interleaved is { } asked && asked.Rtp != asked.Rtcp && !taken.Overlaps([asked.Rtp, asked.Rtcp])
            ? asked
            : FreeChannels();
        return channels is not { } pair ? null : new(
            Answered(spec) with { Interleaved = pair },
            new StreamTransport.Interleaved(connection.Media, (byte)pair.Rtp, (byte)pair.Rtcp),
            connection.Id);
    }

    private static TransportSpec Answered(TransportSpec spec) => new() { Protocol = spec.Protocol, IsMulticast = false, Mode = "PLAY" };

    /// <summary>For a client that names none, or names another stream's.</summary>
    private PortPair? FreeChannels()
    {
        for (int channel = 0; channel < 256; channel += 2)
        {
            if (!taken.Contains(channel) && !taken.Contains(channel + 1))
                return new(channel, channel + 1);
        }

        return null;
    }

    /// <summary>Names are not resolved: that would make the answer depend on somebody else's server.</summary>
    private static bool IsClient(string destination, IPAddress client) =>
        IPAddress.TryParse(destination, out IPAddress? address) && ConnectionFacts.Unmapped(address).Equals(client);
}
