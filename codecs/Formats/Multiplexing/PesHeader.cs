namespace Streaming.Formats.Multiplexing;

/// <summary>What stands in front of each unit of an elementary stream. ISO/IEC 13818-1 §2.4.3.6.</summary>
/// <remarks>
/// <code>
/// |        packet start code prefix 000001        |   stream id   |
/// |      PES packet length        |1 0|SC |P|A|C|O|T D|E|R|…      |
/// | header length |        PTS, 33 bits in 5 bytes      |   DTS … |
/// </code>
/// </remarks>
internal static class PesHeader
{
    public const int MaxSize = FixedSize + (2 * StampSize);

    private const int FixedSize = 9;
    private const int StampSize = 5;

    /// <summary>Bytes that the length counts too: those behind it.</summary>
    private const int Counted = 3;

    private const byte PictureStream = 0xe0, SoundStream = 0xc0;
    private const byte IsAligned = 0x84;
    private const byte HasPresentation = 0x80, HasBoth = 0xc0;

    /// <summary>Bytes with one stamp, or both where they differ.</summary>
    public static int Size(long decode, long presentation) => FixedSize + (decode == presentation ? StampSize : 2 * StampSize);

    /// <summary>Writes it for a payload of <paramref name="length"/> bytes, which for pictures need not be told (§2.4.3.7).</summary>
    /// <param name="decode">In 90 kHz; wraps with 33 bits.</param>
    public static void Write(Span<byte> destination, bool isPicture, int length, long decode, long presentation)
    {
        int size = Size(decode, presentation), counted = size - FixedSize + Counted + length;
        ByteWriter writer = new(destination);
        writer.WriteUInt24(1);
        writer.WriteByte(isPicture ? PictureStream : SoundStream);
        writer.WriteUInt16((ushort)(counted <= ushort.MaxValue ? counted : 0));
        writer.WriteByte(IsAligned);
        bool hasBoth = size == MaxSize;
        writer.WriteByte(hasBoth ? HasBoth : HasPresentation);
        writer.WriteByte((byte)(size - FixedSize));
        WriteStamp(ref writer, hasBoth ? 3 : 2, presentation);
        if (hasBoth)
            WriteStamp(ref writer, 1, decode);
    }

    /// <summary>Four bits that tell which, and 33 of the time in three pieces, each followed by a one.</summary>
    private static void WriteStamp(ref ByteWriter writer, int which, long stamp)
    {
        writer.WriteByte((byte)((which << 4) | (int)((stamp >> 29) & 0xe) | 1));
        writer.WriteUInt16((ushort)(((stamp >> 14) & 0xfffe) | 1));
        writer.WriteUInt16((ushort)(((stamp << 1) & 0xfffe) | 1));
    }
}
