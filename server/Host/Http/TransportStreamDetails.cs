using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Http;

/// <summary>The second form of a channel: an MPEG transport stream over RTP.</summary>
/// <param name="Group">Group and port; its parity goes two and four ports further. SMPTE 2022-1 §7.</param>
/// <param name="BitsPerSecond">Of the transport stream, RTP and below left out; 0 before its first title.</param>
/// <param name="SentPackets">RTP packets, its parity included.</param>
/// <param name="Late">Pictures and sounds that had not left when they were to be decoded.</param>
internal sealed record TransportStreamDetails(string Group, long BitsPerSecond, long SentPackets, long SentBytes, long Late)
{
    public static TransportStreamDetails Of(TransportStreamSender sender) => new(
        ((StreamTransport.Group)sender.Media.Transport).Rtp.ToString(),
        sender.Rate.BitsPerSecond,
        sender.WholeStreams.Sum(stream => stream.PacketsSent),
        sender.WholeStreams.Sum(stream => stream.BytesSent),
        sender.Late);
}
