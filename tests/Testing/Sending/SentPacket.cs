using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Testing.Sending;

/// <summary>A packet that left, media or report.</summary>
public sealed record SentPacket(SendStream Stream, Instant At, Instant Due, bool IsControl, byte[] Bytes)
{
    /// <summary>The stream that it mends another with, or whose goodbye it is; null: it is media, or a report.</summary>
    public RepairStream? Repair { get; init; }

    public RtpHeader Header => RtpHeader.TryParse(Bytes, out RtpHeader header, out _, out ParseError error)
        ? header
        : throw new InvalidOperationException($"not RTP: {error}");

    /// <summary>Behind the header and what extends it.</summary>
    public ReadOnlySpan<byte> Payload => RtpHeader.TryParse(Bytes, out _, out Range payload, out ParseError error)
        ? Bytes.AsSpan(payload)
        : throw new InvalidOperationException($"not RTP: {error}");
}
