using System.Net;

namespace Streaming.Server.Channels;

/// <summary>A group and its pair of ports.</summary>
/// <param name="Port">Of RTP, even; RTCP goes to the next. RFC 3550 §11.</param>
public readonly record struct GroupAddress(IPAddress Address, int Port)
{
    public IPEndPoint Rtp => new(Address, Port);

    public IPEndPoint Rtcp => new(Address, Port + 1);

    public override string ToString() => Rtp.ToString();
}
