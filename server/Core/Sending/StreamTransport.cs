using System.Net;

namespace Streaming.Server.Sending;

/// <summary>Where the packets of one stream go.</summary>
public abstract record StreamTransport
{
    private StreamTransport()
    {
    }

    /// <summary>Two UDP ports of the client that asked: media to one, reports to the other. RFC 2326 §12.39.</summary>
    public sealed record Udp(IPEndPoint Rtp, IPEndPoint Rtcp) : StreamTransport;

    /// <summary>Two ports of a multicast group: whoever joins it hears both. RFC 3550 §3.</summary>
    public sealed record Group(IPEndPoint Rtp, IPEndPoint Rtcp, GroupOptions Options) : StreamTransport;

    /// <summary>Two channels of the RTSP connection itself. RFC 2326 §10.12.</summary>
    public sealed record Interleaved(IInterleavedQueue Queue, byte RtpChannel, byte RtcpChannel) : StreamTransport;
}
