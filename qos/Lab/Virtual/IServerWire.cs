using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Virtual;

/// <summary>What a virtual server puts on its network.</summary>
internal interface IServerWire
{
    /// <summary>The answer to a request, or a request of the server's own, on a connection.</summary>
    void Respond(long connection, RtspResponse response, Instant now);

    void Ask(long connection, RtspRequest request, Instant now);

    /// <summary>The server hangs up.</summary>
    void HangUp(long connection, Instant now);

    /// <summary>A datagram for a client, or for a group.</summary>
    /// <param name="to">The port of media, of parity or of reports that was agreed on.</param>
    /// <param name="packet">Bytes of the packet without headers of IP and UDP; gone when the call is over.</param>
    /// <param name="isReport">RTCP.</param>
    void Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now);
}
