using Streaming.Formats.Media;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>One stream that a client has set up.</summary>
/// <param name="Url">The address as the client wrote it in SETUP. RTP-Info repeats it to the letter: players compare, they do not
/// resolve.</param>
/// <param name="Transport">What was agreed, as it was answered.</param>
/// <param name="Connection">The connection its media goes over; null for UDP.</param>
public sealed record SessionStream(Track Track, SendStream Sending, string Url, TransportSpec Transport, long? Connection);
