using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>A parity packet as far as parity goes: which packets it is the sum of, and the sum.</summary>
/// <remarks>
/// It stands between the cores and the formats. <see cref="ParityEncoder"/> makes it and <see cref="ParityDecoder"/> consumes it; neither
/// knows how it looks on the wire. A format is a writer and a reader of it: <see cref="FlexFecPacket"/> is RFC 8627; for SMPTE 2022-1 it
/// would be its sixteen bytes, with offset and NA for <see cref="Stride"/> and <see cref="Count"/>, the bit D for <see cref="Kind"/>,
/// <see cref="RecoveryFields.WithoutFlags"/> for <see cref="Known"/>, and two RTP streams that <see cref="Kind"/> tells apart.
/// </remarks>
public readonly ref struct RepairPacket
{
    /// <summary>Whose packets these are.</summary>
    public required Ssrc Source { get; init; }

    public required ParityKind Kind { get; init; }

    /// <summary>The number of the first.</summary>
    public required SequenceNumber Base { get; init; }

    /// <summary>From one to the next: 1 in a row, L in a column.</summary>
    public required int Stride { get; init; }

    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>Their fields, added up.</summary>
    public required RecoveryFields Fields { get; init; }

    /// <summary>Which bits of <see cref="Fields"/> the format carries; the others of a recovered packet are zero.</summary>
    public ulong Known { get; init; } = RecoveryFields.All;

    /// <summary>When it was complete, on the clock of the source: the stamp of the newest packet then.</summary>
    public RtpTimestamp Timestamp { get; init; }

    /// <summary>What is behind their fixed headers, added up, each as if it had as many zeros behind it as the longest needs.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    public RepairPacket()
    {
    }
}
