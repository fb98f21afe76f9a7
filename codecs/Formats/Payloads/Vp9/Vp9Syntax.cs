// RFC 9628: RTP payload format for VP9.
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Vpx;

namespace Streaming.Formats.Payloads.Vp9;

/// <summary>The payload descriptor of RFC 9628 §4.2, non-flexible mode, one layer.</summary>
/// <remarks>
/// <code>
///      0 1 2 3 4 5 6 7
///     +-+-+-+-+-+-+-+-+
///     |I|P|L|F|B|E|V|Z|
///     +-+-+-+-+-+-+-+-+
/// I:  |M| PICTURE ID  |  and 8 more bits if M
///     +-+-+-+-+-+-+-+-+
/// L:  | TID |U| SID |D|  and TL0PICIDX if not F
///     +-+-+-+-+-+-+-+-+
/// P,F:| P_DIFF      |N|  up to three, while N
///     +-+-+-+-+-+-+-+-+
/// V:  | SS ...        |
///     +-+-+-+-+-+-+-+-+
/// </code>
/// Key frames carry a scalability structure with the size of the picture: the depacketizer of GStreamer learns it from there.
/// </remarks>
internal sealed class Vp9Syntax : IFrameSyntax
{
    private const int HasPictureId = 0x80;
    private const int IsPredicted = 0x40;
    private const int HasLayers = 0x20;
    private const int IsFlexible = 0x10;
    private const int Begin = 0x08;
    private const int End = 0x04;
    private const int HasStructure = 0x02;
    private const int Long = 0x80;
    private const int SpatialLayer = 0x0e;
    private const int MaxReferences = 3;

    /// <summary>N_S = 0 (one spatial layer), Y = 1 (its size follows), G = 0 (no pictures in a group described).</summary>
    private const int OneLayerWithSize = 0x10;

    private const int StructureSize = 5;

    private Vp9Syntax()
    {
    }

    public static int DescriptorSize(in MediaSample sample, bool isFirst) => isFirst && sample.IsKey ? 1 + StructureSize : 1;

    public static void WriteDescriptor(Span<byte> descriptor, in MediaSample sample, Track track, bool isFirst, bool isLast)
    {
        descriptor[0] = (byte)((sample.IsKey ? 0 : IsPredicted) | (isFirst ? Begin : 0) | (isLast ? End : 0));
        if (descriptor.Length == 1)
            return;
        descriptor[0] |= HasStructure;
        descriptor[1] = OneLayerWithSize;
        BinaryPrimitives.WriteUInt16BigEndian(descriptor[2..], (ushort)track.Width);
        BinaryPrimitives.WriteUInt16BigEndian(descriptor[4..], (ushort)track.Height);
    }

    public static bool TryReadDescriptor(ReadOnlySpan<byte> payload, out int size, out bool isStart)
    {
        size = 0;
        isStart = false;
        ByteReader reader = new(payload);
        if (!reader.TryReadByte(out byte flags))
            return false;
        if ((flags & HasPictureId) != 0 && (!reader.TryReadByte(out byte id) || ((id & Long) != 0 && !reader.TrySkip(1))))
            return false;

        byte layers = 0;
        if ((flags & HasLayers) != 0 && (!reader.TryReadByte(out layers) || ((flags & IsFlexible) == 0 && !reader.TrySkip(1))))
            return false;
        if ((flags & IsPredicted) != 0 && (flags & IsFlexible) != 0 && !TrySkipReferences(ref reader))
            return false;
        if ((flags & HasStructure) != 0 && !TrySkipStructure(ref reader))
            return false;

        // A picture of several spatial layers begins with the lowest one sent; those above it begin frames, but no picture.
        isStart = (flags & Begin) != 0 && (layers & SpatialLayer) == 0;
        size = reader.Position;
        return reader.Remaining > 0;
    }

    private static bool TrySkipReferences(ref ByteReader reader)
    {
        for (int i = 0; i < MaxReferences; i++)
        {
            if (!reader.TryReadByte(out byte reference))
                return false;
            if ((reference & 1) == 0)
                return true;
        }

        return true;
    }

    /// <summary>RFC 9628 §4.2.1: N_S 3 bits, Y, G, then sizes of layers, then the pictures of a group.</summary>
    private static bool TrySkipStructure(ref ByteReader reader)
    {
        if (!reader.TryReadByte(out byte head))
            return false;
        if ((head & 0x10) != 0 && !reader.TrySkip(4 * ((head >> 5) + 1)))
            return false;
        if ((head & 0x08) == 0)
            return true;
        if (!reader.TryReadByte(out byte pictures))
            return false;
        for (int i = 0; i < pictures; i++)
        {
            if (!reader.TryReadByte(out byte picture) || !reader.TrySkip((picture >> 2) & 3))
                return false;
        }

        return true;
    }
}
