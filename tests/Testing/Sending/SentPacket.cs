using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Testing.Sending;

/// <summary>A packet that left, media or report.</summary>
/// <param name="Stream">That it belongs to or mends; missing where it is of a <see cref="Whole"/> stream that mends none.</param>
public sealed record SentPacket(SendStream Stream, Instant At, Instant Due, bool IsControl, byte[] Bytes)
{
    /// <summary>The stream of packets made whole that it belongs to; null: it is of the other kind.</summary>
    public WholeStream? Whole { get; init; }

    /// <summary>The stream that it mends another with, or whose goodbye it is; null: it is media, or a report.</summary>
    public RepairStream? Repair => Whole as RepairStream;

    public RtpHeader Header => RtpHeader.TryParse(Bytes, out RtpHeader header, out _, out ParseError error)
        ? header
        : throw new InvalidOperationException($"not RTP: {error}");

    /// <summary>Behind the header and what extends it.</summary>
    public ReadOnlySpan<byte> Payload => RtpHeader.TryParse(Bytes, out _, out Range payload, out ParseError error)
        ? Bytes.AsSpan(payload)
        : throw new InvalidOperationException($"not RTP: {error}");
}
