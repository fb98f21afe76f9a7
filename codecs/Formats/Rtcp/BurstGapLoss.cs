using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>How losses come together. RFC 6958 §3.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     BT=20     | I |C|  resv.  |      block length = 5         |
/// |                        SSRC of source                         |
/// |   Threshold   |         Sum of Burst Durations (ms)           |
/// |            Packets Lost in Bursts             |    Total...   |
/// | ...Packets Expected in Bursts |   Number of Bursts    | Sum of|
/// |        ...Squares of Burst Durations (ms-squared)             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// All ones mean that a figure is not available, all ones but the last that it is over the range: so is what is written and does not fit.
/// </remarks>
/// <param name="CountsDiscards">C: packets that came and were discarded count as lost.</param>
/// <param name="Threshold">Packets in a row that must come before and after a lost one for it to stand alone: Gmin of RFC 3611 §4.7.2.
/// With 1, bursts are runs of two and more.</param>
/// <param name="Durations">Sum over all bursts, in ms; 24 bits.</param>
/// <param name="Lost">In bursts; 24 bits.</param>
/// <param name="Expected">In bursts, those that came included; 24 bits.</param>
/// <param name="Bursts">12 bits.</param>
/// <param name="SquaredDurations">Sum of the squares, in ms²; 36 bits.</param>
public readonly record struct BurstGapLoss(
    Ssrc Source, XrPeriod Period, bool CountsDiscards, byte Threshold, uint Durations, uint Lost, uint Expected, uint Bursts,
    ulong SquaredDurations)
{
    /// <summary>Of <see cref="Bursts"/>, and all that is above it: over the range, or not known.</summary>
    public const uint Unavailable = 0xffe;

    internal const int ContentSize = 20;

    private const uint Most24 = 0xfffffd;
    private const uint Most12 = 0xffd;
    private const byte Combined = 0x20;

    /// <summary>The longest run of losses is at least so long where the threshold is 1: the mean, rounded up; 0 where there was no
    /// burst, or nothing is said.</summary>
    public int LongestRunAtLeast =>
        Threshold == 1 && Bursts is > 0 and <= Most12 && Lost <= Most24 ? (int)((Lost + Bursts - 1) / Bursts) : 0;

    internal byte Specific => (byte)(((int)Period << 6) | (CountsDiscards ? Combined : 0));

    public static bool TryParse(in XrBlock block, out BurstGapLoss loss)
    {
        loss = default;
        if (!block.TryOpen(XrBlockType.BurstGapLoss, ContentSize, out Ssrc source, out ByteReader reader)
            || !reader.TryReadByte(out byte threshold) || !reader.TryReadUInt24(out int durations)
            || !reader.TryReadUInt24(out int lost) || !reader.TryReadUInt24(out int expected)
            || !reader.TryReadUInt16(out ushort upper) || !reader.TryReadUInt32(out uint lower))
        {
            return false;
        }

        ulong squares = ((ulong)(upper & 0xf) << 32) | lower;
        loss = new(
            source, (XrPeriod)(block.Specific >> 6), (block.Specific & Combined) != 0, threshold, (uint)durations, (uint)lost,
            (uint)expected, (uint)upper >> 4, squares);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        ulong squares = Fit(SquaredDurations, 36);
        writer.WriteUInt32(Source.Value);
        writer.WriteByte(Threshold);
        writer.WriteUInt24((int)Fit(Durations, 24));
        writer.WriteUInt24((int)Fit(Lost, 24));
        writer.WriteUInt24((int)Fit(Expected, 24));
        writer.WriteUInt16((ushort)((Fit(Bursts, 12) << 4) | (squares >> 32)));
        writer.WriteUInt32((uint)squares);
    }

    private static ulong Fit(ulong value, int bits) => value >> bits == 0 ? value : (1UL << bits) - 2;
}
