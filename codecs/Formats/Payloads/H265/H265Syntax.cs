// RFC 7798: RTP payload format for H.265.
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads.H265;

/// <summary>The headers of RFC 7798 §1.1.4, §4.4.2 and §4.4.3, without decoding order numbers (sprop-max-don-diff=0).</summary>
/// <remarks>
/// <code>
/// +---------------+---------------+    +---------------+
/// |0|1|2|3|4|5|6|7|0|1|2|3|4|5|6|7|    |0|1|2|3|4|5|6|7|
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+    +-+-+-+-+-+-+-+-+
/// |F|   Type    |  LayerId  | TID |    |S|E|  FuType   |
/// +-------------+-----------------+    +---------------+
///  NAL unit or payload header           FU header
/// </code>
/// </remarks>
internal sealed class H265Syntax : INalSyntax
{
    private const int Forbidden = 0x8000;
    private const int AllButType = 0x81ff;
    private const int TypeShift = 9;
    private const int TypeMask = 0x3f;
    private const int LayerShift = 3;
    private const int LayerMask = 0x3f;
    private const int TemporalMask = 0x07;
    private const int Start = 0x80;
    private const int End = 0x40;

    private const int Delimiter = 35;
    private const int Aggregation = 48;
    private const int FragmentationUnit = 49;

    private H265Syntax()
    {
    }

    public static int HeaderSize => 2;

    /// <summary>Damaged if any unit is; of the lowest layer and the lowest temporal level among them. RFC 7798 §4.4.2.</summary>
    public static void WriteAggregationHeader(Span<byte> header, ReadOnlySpan<MediaUnit> units)
    {
        int forbidden = 0, layer = LayerMask, temporal = TemporalMask;
        foreach (MediaUnit unit in units)
        {
            forbidden |= unit.Head & Forbidden;
            layer = Math.Min(layer, (unit.Head >> LayerShift) & LayerMask);
            temporal = Math.Min(temporal, unit.Head & TemporalMask);
        }

        BinaryPrimitives.WriteUInt16BigEndian(
            header, (ushort)(forbidden | (Aggregation << TypeShift) | (layer << LayerShift) | temporal));
    }

    public static void WriteFragmentHeader(Span<byte> header, ushort head, bool isFirst, bool isLast)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)((head & AllButType) | (FragmentationUnit << TypeShift)));
        header[2] = (byte)(TypeOf(head) | (isFirst ? Start : 0) | (isLast ? End : 0));
    }

    public static void ReadFragmentHeader(ReadOnlySpan<byte> payload, Span<byte> unitHeader, out bool isFirst, out bool isLast)
    {
        int head = BinaryPrimitives.ReadUInt16BigEndian(payload);
        BinaryPrimitives.WriteUInt16BigEndian(unitHeader, (ushort)((head & AllButType) | ((payload[2] & TypeMask) << TypeShift)));
        isFirst = (payload[2] & Start) != 0;
        isLast = (payload[2] & End) != 0;
    }

    public static NalPayloadKind KindOf(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize)
            return NalPayloadKind.Unknown;
        return TypeOf(BinaryPrimitives.ReadUInt16BigEndian(payload)) switch
        {
            < Aggregation => NalPayloadKind.Single,
            Aggregation => NalPayloadKind.Aggregation,
            FragmentationUnit => NalPayloadKind.Fragment,
            _ => NalPayloadKind.Unknown,
        };
    }

    public static bool IsDelimiter(ReadOnlySpan<byte> unit) =>
        unit.Length >= HeaderSize && TypeOf(BinaryPrimitives.ReadUInt16BigEndian(unit)) == Delimiter;

    private static int TypeOf(int head) => (head >> TypeShift) & TypeMask;
}
