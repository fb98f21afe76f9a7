using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Which packets and times the other blocks about a source speak of. RFC 6776 §4.</summary>
/// <remarks>
/// It goes into the same packet as the blocks that carry an <see cref="XrPeriod"/>.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     BT=14     |    Reserved   |      block length = 7         |
/// |                    SSRC of stream source                      |
/// |            Reserved           |    first sequence number      |
/// |           extended first sequence number of interval          |
/// |                extended last sequence number                  |
/// |              Measurement Duration (Interval)                  |
/// |     Measurement Duration (Cumulative) - Seconds (bit 0-31)    |
/// |     Measurement Duration (Cumulative) - Fraction (bit 0-31)   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
/// <param name="First">Of the stream.</param>
/// <param name="IntervalFirst">Extended, of the time since the last report.</param>
/// <param name="Last">Extended.</param>
/// <param name="Interval">In 65 536ths of a second.</param>
/// <param name="Cumulative">Since the beginning, in 2⁻³² s.</param>
public readonly record struct MeasurementInformation(
    Ssrc Source, SequenceNumber First, uint IntervalFirst, uint Last, uint Interval, ulong Cumulative)
{
    internal const int ContentSize = 28;

    /// <summary>The time the interval metrics speak of.</summary>
    public TimeSpan IntervalTime => new((long)Interval * TimeSpan.TicksPerSecond / 65_536);

    public static bool TryParse(in XrBlock block, out MeasurementInformation information)
    {
        information = default;
        if (!block.TryOpen(XrBlockType.MeasurementInformation, ContentSize, out Ssrc source, out ByteReader reader)
            || !reader.TrySkip(2) || !reader.TryReadUInt16(out ushort first)
            || !reader.TryReadUInt32(out uint intervalFirst) || !reader.TryReadUInt32(out uint last)
            || !reader.TryReadUInt32(out uint interval) || !reader.TryReadUInt64(out ulong cumulative))
        {
            return false;
        }

        information = new(source, new(first), intervalFirst, last, interval, cumulative);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt16(0);
        writer.WriteUInt16(First.Value);
        writer.WriteUInt32(IntervalFirst);
        writer.WriteUInt32(Last);
        writer.WriteUInt32(Interval);
        writer.WriteUInt64(Cumulative);
    }
}
