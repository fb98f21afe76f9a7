using Streaming.Formats.Media;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>One stream that a client has set up.</summary>
/// <param name="Setup">Which, and how its client wants it.</param>
/// <param name="Url">The address as the client wrote it in SETUP. RTP-Info repeats it to the letter: players compare, they do not
/// resolve.</param>
/// <param name="Transport">What was agreed, as it was answered.</param>
/// <param name="Connection">The connection its media goes over; null for UDP.</param>
public sealed record SessionStream(StreamSetup Setup, SendStream Sending, string Url, TransportSpec Transport, long? Connection)
{
    /// <summary>The track that was set up; what is sent may be another rendition of it.</summary>
    public Track Track => Setup.Index.Track;

    /// <summary>The stream of parity that protects it; null: none does.</summary>
    public SessionParity? Parity { get; init; }
}
