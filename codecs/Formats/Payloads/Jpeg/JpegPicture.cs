// ISO/IEC 10918-1 Annex B: as much of a JPEG file as RFC 2435 asks for.
using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Payloads.Jpeg;

/// <summary>A baseline picture taken apart: what the RTP payload format carries of it.</summary>
/// <param name="Tables">Luma and chroma quantisation tables, 64 bytes each in zigzag order.</param>
/// <param name="RestartInterval">Minimum coded units between restart markers; 0 where there are none.</param>
/// <param name="Scan">Where the entropy-coded data lies in the file, without the end marker.</param>
public sealed record JpegPicture(JpegSampling Sampling, int Width, int Height, byte[] Tables, int RestartInterval, Range Scan)
{
    private const int StartOfImage = 0xd8;
    private const int EndOfImage = 0xd9;
    private const int BaselineFrame = 0xc0;
    private const int LastFrame = 0xcf;
    private const int DefineHuffman = 0xc4;
    private const int ArithmeticConditioning = 0xcc;
    private const int StartOfScan = 0xda;
    private const int DefineQuantisation = 0xdb;
    private const int DefineRestartInterval = 0xdd;

    /// <summary>
    /// Reads a picture that can be sent as it is: baseline, 4:2:2 or 4:2:0, standard Huffman tables, 8-bit quantisation; its sides may
    /// be any that the header allows. What else there is in the file is passed over.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out JpegPicture? picture, out ParseError error)
    {
        picture = null;
        Parts parts = new();
        ByteReader reader = new(file);
        if (!reader.TryReadUInt16(out ushort start) || start != (0xff00 | StartOfImage))
            return Fail(ParseFault.Invalid, 0, "SOI", out error);
        while (true)
        {
            int at = reader.Position;
            if (!reader.TryReadByte(out byte prefix) || !reader.TryReadByte(out byte marker) || !reader.TryReadUInt16(out ushort length)
                || !reader.TryReadBytes(length - 2, out ReadOnlySpan<byte> segment))
            {
                return Fail(ParseFault.Truncated, at, "segment", out error);
            }

            if (prefix != 0xff)
                return Fail(ParseFault.Invalid, at, "marker", out error);
            if (!parts.TryTake(marker, segment))
                return Fail(ParseFault.Unsupported, at, "segment", out error);
            if (marker != StartOfScan)
                continue;

            int end = file.EndsWith(JpegHeader.EndOfImage) ? file.Length - 2 : file.Length;
            if (!parts.IsComplete || end <= reader.Position)
                return Fail(ParseFault.Truncated, at, "scan", out error);
            picture = new(parts.Sampling, parts.Width, parts.Height, parts.Both(), parts.RestartInterval, reader.Position..end);
            error = ParseError.None;
            return true;
        }
    }

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }

    /// <summary>What the segments have said so far.</summary>
    private sealed class Parts
    {
        private readonly byte[]?[] _tables = new byte[4][];
        private readonly int[] _tableOf = new int[3];

        public JpegSampling Sampling { get; private set; }

        public int Width { get; private set; }

        public int Height { get; private set; }

        public int RestartInterval { get; private set; }

        public bool IsComplete => Width > 0 && _tables[_tableOf[0]] is not null && _tables[_tableOf[1]] is not null;

        public byte[] Both() => [.. _tables[_tableOf[0]]!, .. _tables[_tableOf[1]]!];

        public bool TryTake(byte marker, ReadOnlySpan<byte> segment) => marker switch
        {
            BaselineFrame => TryTakeFrame(segment),
            DefineHuffman => HasStandardCodes(segment),
            DefineQuantisation => TryTakeTables(segment),
            DefineRestartInterval => TryTakeRestart(segment),
            StartOfScan => segment is [3, ..],
            EndOfImage or StartOfImage or ArithmeticConditioning or (> BaselineFrame and <= LastFrame) => false,
            _ => true,
        };

        private bool TryTakeFrame(ReadOnlySpan<byte> segment)
        {
            if (segment.Length != 15 || segment[0] != 8 || segment[5] != 3 || segment[10] != 0x11 || segment[13] != 0x11
                || segment[7] is not (0x21 or 0x22))
            {
                return false;
            }

            Sampling = segment[7] == 0x21 ? JpegSampling.Yuv422 : JpegSampling.Yuv420;
            Height = (segment[1] << 8) | segment[2];
            Width = (segment[3] << 8) | segment[4];
            for (int component = 0; component < 3; component++)
                _tableOf[component] = segment[8 + (3 * component)] & 3;
            return Width > 0 && Height > 0 && _tableOf[1] == _tableOf[2];
        }

        private bool TryTakeTables(ReadOnlySpan<byte> segment)
        {
            for (; segment.Length > JpegTables.QuantisationSize; segment = segment[(1 + JpegTables.QuantisationSize)..])
            {
                if (segment[0] > 3)
                    return false;
                _tables[segment[0]] = segment.Slice(1, JpegTables.QuantisationSize).ToArray();
            }

            return segment.IsEmpty;
        }

        private bool TryTakeRestart(ReadOnlySpan<byte> segment)
        {
            if (segment.Length != 2)
                return false;
            RestartInterval = (segment[0] << 8) | segment[1];
            return true;
        }

        private static bool HasStandardCodes(ReadOnlySpan<byte> segment)
        {
            while (!segment.IsEmpty)
            {
                ReadOnlySpan<byte> standard = segment[0] switch
                {
                    0x00 => JpegTables.LumaDc,
                    0x10 => JpegTables.LumaAc,
                    0x01 => JpegTables.ChromaDc,
                    0x11 => JpegTables.ChromaAc,
                    _ => default,
                };
                if (standard.IsEmpty || !segment[1..].StartsWith(standard))
                    return false;
                segment = segment[(1 + standard.Length)..];
            }

            return true;
        }
    }
}
