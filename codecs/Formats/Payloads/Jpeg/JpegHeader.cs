// RFC 2435 appendix B, ISO/IEC 10918-1 Annex B, JFIF 1.01: what stands before the scan of a picture that RTP can carry.
namespace Streaming.Formats.Payloads.Jpeg;

/// <summary>Writes the one header that a slide is stored with and a receiver rebuilds, so that both have the same bytes.</summary>
/// <remarks>
/// A stored picture is this header, the entropy-coded scan, and <see cref="EndOfImage"/>. Segments: SOI, APP0 (JFIF), DRI where there is
/// a restart interval, DQT for luma, DQT for chroma, SOF0, DHT (luma DC, luma AC, chroma DC, chroma AC), SOS.
/// </remarks>
public static class JpegHeader
{
    /// <summary>Bytes of a header without restart interval.</summary>
    public const int Size = 2 + 18 + (2 * (5 + JpegTables.QuantisationSize)) + 19 + (2 * (DcSegmentSize + AcSegmentSize)) + 14;

    /// <summary>Bytes of a header with a restart interval.</summary>
    public const int MaxSize = Size + RestartSegmentSize;

    /// <summary>Where the 64 bytes of the luma table lie in a header without restart interval.</summary>
    public const int LumaTable = 2 + 18 + 5;

    /// <summary>Where the 64 bytes of the chroma table lie in a header without restart interval.</summary>
    public const int ChromaTable = LumaTable + JpegTables.QuantisationSize + 5;

    /// <summary>What width and height are multiples of: the packet header counts in blocks.</summary>
    public const int Block = 8;

    /// <summary>The largest width and height: 255 blocks.</summary>
    public const int MaxSide = 255 * Block;

    private const int RestartSegmentSize = 6;
    private const int DcSegmentSize = 5 + 16 + 12;
    private const int AcSegmentSize = 5 + 16 + 162;

    private const int StartOfImageMarker = 0xffd8;
    private const int EndOfImageMarker = 0xffd9;
    private const int App0 = 0xffe0;
    private const int DefineRestartInterval = 0xffdd;
    private const int DefineQuantisation = 0xffdb;
    private const int StartOfFrame = 0xffc0;
    private const int DefineHuffman = 0xffc4;
    private const int StartOfScan = 0xffda;

    /// <summary>The marker that ends every stored picture.</summary>
    public static ReadOnlySpan<byte> EndOfImage => [EndOfImageMarker >> 8, EndOfImageMarker & 0xff];

    /// <summary>Writes a header and answers its length: <see cref="Size"/>, or <see cref="MaxSize"/> with a restart interval.</summary>
    /// <param name="destination">At least that many bytes.</param>
    /// <param name="width">In pixels, a multiple of <see cref="Block"/> up to <see cref="MaxSide"/>.</param>
    /// <param name="height">As <paramref name="width"/>.</param>
    /// <param name="tables">Luma and chroma quantisation tables, 64 bytes each in zigzag order.</param>
    /// <param name="restartInterval">Minimum coded units between restart markers; 0 where there are none.</param>
    public static int Write(
        Span<byte> destination, JpegSampling sampling, int width, int height, ReadOnlySpan<byte> tables, int restartInterval = 0)
    {
        Invariant.That(tables.Length == JpegTables.BothSize);
        ByteWriter writer = new(destination);
        writer.WriteUInt16(StartOfImageMarker);
        writer.WriteUInt16(App0);
        writer.WriteUInt16(16);
        writer.WriteBytes("JFIF\0\x01\x01\0\0\x01\0\x01\0\0"u8);
        if (restartInterval > 0)
        {
            writer.WriteUInt16(DefineRestartInterval);
            writer.WriteUInt16(4);
            writer.WriteUInt16((ushort)restartInterval);
        }

        WriteQuantisation(ref writer, 0, tables[..JpegTables.QuantisationSize]);
        WriteQuantisation(ref writer, 1, tables[JpegTables.QuantisationSize..]);
        WriteFrame(ref writer, sampling, width, height);
        WriteHuffman(ref writer, 0x00, JpegTables.LumaDc);
        WriteHuffman(ref writer, 0x10, JpegTables.LumaAc);
        WriteHuffman(ref writer, 0x01, JpegTables.ChromaDc);
        WriteHuffman(ref writer, 0x11, JpegTables.ChromaAc);
        WriteScan(ref writer);
        return writer.Position;
    }

    private static void WriteQuantisation(ref ByteWriter writer, byte number, ReadOnlySpan<byte> table)
    {
        writer.WriteUInt16(DefineQuantisation);
        writer.WriteUInt16((ushort)(3 + table.Length));
        writer.WriteByte(number);
        writer.WriteBytes(table);
    }

    /// <summary>Baseline, eight bits, three components: luma by table 0, both chroma by table 1.</summary>
    private static void WriteFrame(ref ByteWriter writer, JpegSampling sampling, int width, int height)
    {
        writer.WriteUInt16(StartOfFrame);
        writer.WriteUInt16(17);
        writer.WriteByte(8);
        writer.WriteUInt16((ushort)height);
        writer.WriteUInt16((ushort)width);
        byte luma = sampling == JpegSampling.Yuv422 ? (byte)0x21 : (byte)0x22;
        writer.WriteBytes([3, 1, luma, 0, 2, 0x11, 1, 3, 0x11, 1]);
    }

    private static void WriteHuffman(ref ByteWriter writer, byte number, ReadOnlySpan<byte> table)
    {
        writer.WriteUInt16(DefineHuffman);
        writer.WriteUInt16((ushort)(3 + table.Length));
        writer.WriteByte(number);
        writer.WriteBytes(table);
    }

    private static void WriteScan(ref ByteWriter writer)
    {
        writer.WriteUInt16(StartOfScan);
        writer.WriteUInt16(12);
        writer.WriteBytes([3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }
}
