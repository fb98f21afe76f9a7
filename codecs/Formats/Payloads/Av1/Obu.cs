// RTP payload format for AV1 (Alliance for Open Media, v1.0), and §5.3 of the AV1 bitstream specification.
using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Av1;

/// <summary>
/// An OBU as the index describes it: how its stored form (header, size, payload) becomes its sent form (header, payload).
/// </summary>
/// <remarks>
/// <code>
/// +-+-+-+-+-+-+-+-+   +-+-+-+-+-+-+-+-+
/// |F| type  |X|S|-|   | TID |SID|  -  |  if X
/// +-+-+-+-+-+-+-+-+   +-+-+-+-+-+-+-+-+
/// </code>
/// The size field is left out on the way: the RTP payload has lengths of its own (§4.4). How long it was stored cannot be read from
/// the film, but follows from the unit's size and, where there is no extension, from its first seven bits, which the head holds.
/// </remarks>
/// <param name="Header">One or two bytes in network order: the first without, the second with an extension.</param>
/// <param name="HeaderSize">1 or 2.</param>
/// <param name="PayloadOffset">From the start of the unit, behind header and size field.</param>
/// <param name="PayloadSize">In bytes.</param>
internal readonly record struct Obu(ushort Header, int HeaderSize, int PayloadOffset, int PayloadSize)
{
    public const int SequenceHeader = 1;
    public const int TemporalDelimiter = 2;
    public const byte Forbidden = 0x80;
    public const byte HasExtension = 0x04;
    public const byte HasSize = 0x02;

    /// <summary>Bytes on the wire.</summary>
    public int Size => HeaderSize + PayloadSize;

    public static int TypeOf(byte header) => (header >> 3) & 15;

    public static Obu Of(in MediaUnit unit)
    {
        int first = unit.Head >> 8;
        bool isExtended = (first & HasExtension) != 0;
        int headerSize = isExtended ? 2 : 1;
        int sizeField = (first & HasSize) == 0 ? 0 : SizeFieldOf(unit.Size - headerSize, isExtended ? null : (byte)unit.Head);
        ushort header = (ushort)(isExtended ? unit.Head & ~(HasSize << 8) : first & ~HasSize);
        return new(header, headerSize, headerSize + sizeField, unit.Size - headerSize - sizeField);
    }

    /// <summary>
    /// How long the size field is that stands before the rest of its unit, in the shortest form or, if its first byte contradicts,
    /// in another.
    /// </summary>
    private static int SizeFieldOf(int rest, byte? firstByte)
    {
        for (int size = 1; size <= Leb128.MaxSize && size <= rest; size++)
        {
            int payload = rest - size;
            bool fits = firstByte is { } head
                ? (head & 0x7f) == (payload & 0x7f) && (head >= 0x80) == (size > 1) && Leb128.SizeOf(payload) <= size
                : Leb128.SizeOf(payload) == size;
            if (fits)
                return size;
        }

        return Math.Min(rest, Leb128.SizeOf(rest));
    }
}
