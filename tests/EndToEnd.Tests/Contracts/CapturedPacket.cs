namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>A packet of RTP or RTCP as it was seen on its way.</summary>
/// <param name="At">In nanoseconds, by the kernel's clock.</param>
/// <param name="From">The port it came from.</param>
/// <param name="Bytes">Without the headers of IP and UDP.</param>
/// <param name="Dscp">RFC 2474.</param>
/// <param name="PayloadType">The second byte without its marker; of RTCP something else.</param>
internal readonly record struct CapturedPacket(long At, int From, int Bytes, int Dscp, int PayloadType);
