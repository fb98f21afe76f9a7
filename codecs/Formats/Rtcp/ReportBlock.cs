using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>What a receiver says about one source. RFC 3550 §6.4.1.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                     SSRC of the source                        |
/// | fraction lost |       cumulative number of packets lost       |
/// |           extended highest sequence number received           |
/// |                      interarrival jitter                      |
/// |                         last SR (LSR)                         |
/// |                   delay since last SR (DLSR)                  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
/// <param name="FractionLost">Since the last report, in 256ths.</param>
/// <param name="CumulativeLost">24 bits with a sign: duplicates make it negative.</param>
/// <param name="HighestSequence">Sequence number, with the count of its cycles in the upper 16 bits.</param>
/// <param name="Jitter">In units of the stream's clock. RFC 3550 §6.4.1, appendix A.8.</param>
/// <param name="LastReport">The middle 32 bits of the source's last sender report's NTP time; 0 where none has come.</param>
/// <param name="DelaySinceLastReport">In 65 536ths of a second.</param>
public readonly record struct ReportBlock(
    Ssrc Source, byte FractionLost, int CumulativeLost, uint HighestSequence, uint Jitter, uint LastReport, uint DelaySinceLastReport)
{
    public const int Size = 24;

    public const int MostLost = 0x7fffff;

    public const int LeastLost = -0x800000;

    /// <summary>The time to the receiver and back, from when this block arrived; null where no sender report had reached it, or the figures
    /// cannot be.</summary>
    public TimeSpan? RoundTrip(NtpTime arrival)
    {
        if (LastReport == 0)
            return null;

        // Signed: a clock's grain may make it come out a little below zero. RFC 3550 §6.4.1.
        int units = unchecked((int)(arrival.Middle - LastReport - DelaySinceLastReport));
        return units < -65_536 ? null : TimeSpan.FromTicks(Math.Max(0, units) * TimeSpan.TicksPerSecond / 65_536);
    }

    public static bool TryParse(ReadOnlySpan<byte> wire, out ReportBlock block)
    {
        block = default;
        ByteReader reader = new(wire);
        if (!reader.TryReadUInt32(out uint source) || !reader.TryReadByte(out byte fraction) || !reader.TryReadUInt24(out int lost)
            || !reader.TryReadUInt32(out uint highest) || !reader.TryReadUInt32(out uint jitter)
            || !reader.TryReadUInt32(out uint last) || !reader.TryReadUInt32(out uint delay))
        {
            return false;
        }

        block = new(new(source), fraction, (lost << 8) >> 8, highest, jitter, last, delay);
        return true;
    }

    /// <summary>Writes <see cref="Size"/> bytes; a loss beyond 24 bits stays at their end, as RFC 3550 appendix A.3 wants it.</summary>
    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Source.Value);
        writer.WriteByte(FractionLost);
        writer.WriteUInt24(Math.Clamp(CumulativeLost, LeastLost, MostLost));
        writer.WriteUInt32(HighestSequence);
        writer.WriteUInt32(Jitter);
        writer.WriteUInt32(LastReport);
        writer.WriteUInt32(DelaySinceLastReport);
    }
}
