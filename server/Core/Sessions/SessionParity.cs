using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>The stream of parity that a client has set up behind one of its streams. RFC 8627.</summary>
/// <param name="Url">The address as the client wrote it in SETUP.</param>
/// <param name="Transport">What was agreed, as it was answered.</param>
public sealed record SessionParity(RepairStream Sending, string Url, TransportSpec Transport);
