// RFC 6184: RTP payload format for H.264.
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads.H264;

/// <summary>The headers of RFC 6184 §5.3, §5.7.1 and §5.8.</summary>
/// <remarks>
/// <code>
/// +-+-+-+-+-+-+-+-+    +-+-+-+-+-+-+-+-+
/// |F|NRI|  Type   |    |S|E|R|  Type   |
/// +-+-+-+-+-+-+-+-+    +-+-+-+-+-+-+-+-+
///  NAL unit, STAP-A     FU header: of the
///  or FU indicator      fragmented unit
/// </code>
/// </remarks>
internal sealed class H264Syntax : INalSyntax
{
    private const int Forbidden = 0x80;
    private const int Importance = 0x60;
    private const int Type = 0x1f;
    private const int Start = 0x80;
    private const int End = 0x40;

    private const int Delimiter = 9;
    private const int LastSingle = 23;
    private const int StapA = 24;
    private const int FuA = 28;

    private H264Syntax()
    {
    }

    public static int HeaderSize => 1;

    /// <summary>A STAP-A is damaged if any unit is, and as important as the most important one. RFC 6184 §5.7.</summary>
    public static void WriteAggregationHeader(Span<byte> header, ReadOnlySpan<MediaUnit> units)
    {
        int forbidden = 0, importance = 0;
        foreach (MediaUnit unit in units)
        {
            int own = unit.Head >> 8;
            forbidden |= own & Forbidden;
            importance = Math.Max(importance, own & Importance);
        }

        header[0] = (byte)(forbidden | importance | StapA);
    }

    public static void WriteFragmentHeader(Span<byte> header, ushort head, bool isFirst, bool isLast)
    {
        int own = head >> 8;
        header[0] = (byte)((own & (Forbidden | Importance)) | FuA);
        header[1] = (byte)((own & Type) | (isFirst ? Start : 0) | (isLast ? End : 0));
    }

    public static void ReadFragmentHeader(ReadOnlySpan<byte> payload, Span<byte> unitHeader, out bool isFirst, out bool isLast)
    {
        unitHeader[0] = (byte)((payload[0] & (Forbidden | Importance)) | (payload[1] & Type));
        isFirst = (payload[1] & Start) != 0;
        isLast = (payload[1] & End) != 0;
    }

    public static NalPayloadKind KindOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return NalPayloadKind.Unknown;
        return (payload[0] & Type) switch
        {
            >= 1 and <= LastSingle => NalPayloadKind.Single,
            StapA => NalPayloadKind.Aggregation,
            FuA => NalPayloadKind.Fragment,
            _ => NalPayloadKind.Unknown,
        };
    }

    public static bool IsDelimiter(ReadOnlySpan<byte> unit) => (unit[0] & Type) == Delimiter;
}
