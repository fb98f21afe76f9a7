using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>Takes the first of a client's transports that we can serve. RFC 2326 §12.39.</summary>
/// <param name="taken">The channels of this connection that other streams of the session use.</param>
internal sealed class TransportNegotiation(ConnectionFacts connection, ServerSessionOptions options, IReadOnlySet<int> taken)
{
    /// <summary>What is sent would be of no use on a connection, which loses nothing.</summary>
    public bool IsUdpOnly { get; init; }

    public TransportChoice Choose(TransportHeader offer)
    {
        // The reason given is that of the best refusal: being asked to send to somebody else outweighs not knowing a protocol.
        TransportChoice.Refused refusal = new(
            RtspStatus.UnsupportedTransport,
            IsUdpOnly ? "offered is RTP/AVP over UDP unicast" : "offered is RTP/AVP over UDP unicast and over TCP, interleaved");
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
        bool isOurs = spec.IsRtpAvp && spec.IsMulticast != true && spec.Mode?.Contains("PLAY", StringComparison.OrdinalIgnoreCase) != false;
        if (!isOurs)
            return null;

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
