using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>What became of the packets of a range: losses, duplicates, jitter. RFC 3611 §4.6.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     BT=6      |L|D|J|ToH|rsvd.|       block length = 9        |
/// |                        SSRC of source                         |
/// |          begin_seq            |             end_seq           |
/// |                        lost_packets                           |
/// |                        dup_packets                            |
/// |                         min_jitter                            |
/// |                         max_jitter                            |
/// |                         mean_jitter                           |
/// |                         dev_jitter                            |
/// | min_ttl_or_hl | max_ttl_or_hl |mean_ttl_or_hl | dev_ttl_or_hl |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// The last word is of no interest here: skipped, and written as zeros with ToH = 0, which says so.
/// </remarks>
/// <param name="Begin">The first sequence number of the range.</param>
/// <param name="End">One more than the last.</param>
/// <param name="Lost">Null where the flag L says that it is not reported.</param>
/// <param name="Duplicates">Null by the flag D.</param>
/// <param name="Jitter">Null by the flag J.</param>
public readonly record struct StatisticsSummary(
    Ssrc Source, SequenceNumber Begin, SequenceNumber End, uint? Lost, uint? Duplicates, JitterSummary? Jitter)
{
    internal const int ContentSize = 36;

    private const byte HasLost = 0x80;
    private const byte HasDuplicates = 0x40;
    private const byte HasJitter = 0x20;

    internal byte Specific => (byte)((Lost is null ? 0 : HasLost) | (Duplicates is null ? 0 : HasDuplicates)
        | (Jitter is null ? 0 : HasJitter));

    public static bool TryParse(in XrBlock block, out StatisticsSummary summary)
    {
        summary = default;
        if (!block.TryOpen(XrBlockType.StatisticsSummary, ContentSize, out Ssrc source, out ByteReader reader)
            || !reader.TryReadUInt16(out ushort begin) || !reader.TryReadUInt16(out ushort end)
            || !reader.TryReadUInt32(out uint lost) || !reader.TryReadUInt32(out uint duplicates)
            || !reader.TryReadUInt32(out uint least) || !reader.TryReadUInt32(out uint most)
            || !reader.TryReadUInt32(out uint mean) || !reader.TryReadUInt32(out uint deviation))
        {
            return false;
        }

        summary = new(
            source, new(begin), new(end),
            (block.Specific & HasLost) != 0 ? lost : null,
            (block.Specific & HasDuplicates) != 0 ? duplicates : null,
            (block.Specific & HasJitter) != 0 ? new JitterSummary(least, most, mean, deviation) : null);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        JitterSummary jitter = Jitter ?? default;
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt16(Begin.Value);
        writer.WriteUInt16(End.Value);
        writer.WriteUInt32(Lost ?? 0);
        writer.WriteUInt32(Duplicates ?? 0);
        writer.WriteUInt32(jitter.Least);
        writer.WriteUInt32(jitter.Most);
        writer.WriteUInt32(jitter.Mean);
        writer.WriteUInt32(jitter.Deviation);
        writer.WriteUInt32(0);
    }
}
