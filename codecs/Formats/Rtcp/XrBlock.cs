using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>One block of an extended report, of any type. RFC 3611 §3.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |      BT       | type-specific |  block length in words, less 1|
/// :             type-specific block contents                      :
/// </code>
/// What is known is read by the type of the same name; the rest can be counted and skipped.
/// </remarks>
public readonly ref struct XrBlock
{
    internal const int HeaderSize = 4;

    internal XrBlock(XrBlockType type, byte specific, ReadOnlySpan<byte> content)
    {
        Type = type;
        Specific = specific;
        Content = content;
    }

    public XrBlockType Type { get; }

    /// <summary>Eight bits whose meaning the type tells.</summary>
    public byte Specific { get; }

    /// <summary>Whole words behind the header.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>The block length is 16 bits of words: a packet cannot be overrun, only end too early.</summary>
    internal static bool TryTake(scoped ref ReadOnlySpan<byte> wire, out XrBlock block)
    {
        block = default;
        if (wire.Length < HeaderSize)
            return false;
        int size = 4 * (BinaryPrimitives.ReadUInt16BigEndian(wire[2..]) + 1);
        if (size > wire.Length)
            return false;
        block = new((XrBlockType)wire[0], wire[1], wire[HeaderSize..size]);
        wire = wire[size..];
        return true;
    }

    /// <summary>A reader behind the SSRC that most blocks begin with, where this is that type, and exactly that long.</summary>
    internal bool TryOpen(XrBlockType type, int size, out Ssrc source, out ByteReader reader)
    {
        reader = new(Content);
        source = default;
        if (Type != type || Content.Length != size || !reader.TryReadUInt32(out uint value))
            return false;
        source = new(value);
        return true;
    }
}
