using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>What was made of a client's Transport header.</summary>
internal abstract record TransportChoice
{
    private TransportChoice()
    {
    }

    /// <param name="Answer">As the response says it, but for the SSRC.</param>
    /// <param name="Connection">The connection the media goes over; null for UDP.</param>
    public sealed record Accepted(TransportSpec Answer, StreamTransport Transport, long? Connection) : TransportChoice
    {
        /// <summary>Where the client takes what is for it alone; of a group null where it has named no ports.</summary>
        public StreamTransport? Own { get; init; } = Transport;
    }

    public sealed record Refused(int Status, string Why) : TransportChoice;
}
