using System.Net;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Tests.Serving;

/// <summary>A datagram that a virtual server has sent.</summary>
internal sealed record ServedPacket(IPEndPoint To, byte[] Bytes, bool IsReport, Dscp Marking, Instant At);
