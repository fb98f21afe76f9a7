using System.Buffers;
using System.Buffers.Binary;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>AV1: temporal units as OBUs that all carry their size, without temporal delimiters, a sequence header in every key
/// unit.</summary>
/// <remarks>AV1 specification §5.3 (OBU header), §4.10.5 (leb128); what RTP wants is said in its payload format §5.</remarks>
public sealed class ObuRewriter : ISampleRewriter
{
    private const int SequenceHeader = 1;
    private const int TemporalDelimiter = 2;
    private const int TileList = 8;
    private const int Padding = 15;

    /// <summary>av1C: four bytes of facts, then OBUs. AV1 in ISO media files §2.3.</summary>
    private const int RecordHeader = 4;

    private byte[] _sequence = [];

    /// <param name="extradata">The container's av1C record, or plain OBUs, or nothing.</param>
    public ObuRewriter(ReadOnlySpan<byte> extradata)
    {
        ReadOnlySpan<byte> obus = extradata.Length > RecordHeader && extradata[0] == 0x81 ? extradata[RecordHeader..] : extradata;
        while (TryNext(ref obus, out byte header, out byte extension, out ReadOnlySpan<byte> payload))
        {
            if (TypeOf(header) == SequenceHeader)
                _sequence = Sized(header, extension, payload);
        }
    }

    public byte[] Configuration => _sequence;

    public bool TryRewrite(ReadOnlySpan<byte> packet, bool isKey, IBufferWriter<byte> stored, List<MediaUnit> units, out SampleFlags flags)
    {
        flags = isKey ? SampleFlags.Key : SampleFlags.None;
        ReadOnlySpan<byte> rest = packet;
        bool hasSequence = false;
        while (TryNext(ref rest, out byte header, out byte extension, out ReadOnlySpan<byte> payload))
        {
            if (TypeOf(header) == SequenceHeader)
            {
                hasSequence = true;
                _sequence = Sized(header, extension, payload);
            }
        }

        if (rest.Length > 0)
            return false;
        int position = 0;
        if (isKey && !hasSequence && _sequence.Length > 0)
            Write(_sequence, stored, units, ref position);
        rest = packet;
        while (TryNext(ref rest, out byte header, out byte extension, out ReadOnlySpan<byte> payload))
        {
            if (TypeOf(header) is not (TemporalDelimiter or TileList or Padding))
                Write(Sized(header, extension, payload), stored, units, ref position);
        }

        return true;
    }

    private static int TypeOf(byte header) => (header >> 3) & 0xF;

    /// <summary>Takes the next OBU off; at the end, or at one that does not fit, false with the rest left over.</summary>
    private static bool TryNext(ref ReadOnlySpan<byte> rest, out byte header, out byte extension, out ReadOnlySpan<byte> payload)
    {
        header = extension = 0;
        payload = default;
        if (rest.Length == 0 || (rest[0] & 0x80) != 0)
            return false;
        header = rest[0];
        int at = 1;
        if ((header & 4) != 0)
        {
            if (rest.Length < 2)
                return false;
            extension = rest[at++];
        }

        long size = rest.Length - at;
        if ((header & 2) != 0 && !TryReadSize(rest, ref at, out size))
            return false;
        if (size > rest.Length - at)
            return false;
        payload = rest.Slice(at, (int)size);
        rest = rest[(at + (int)size)..];
        return true;
    }

    private static bool TryReadSize(ReadOnlySpan<byte> bytes, ref int at, out long size)
    {
        size = 0;
        for (int i = 0; i < 8 && at < bytes.Length; i++)
        {
            byte part = bytes[at++];
            size |= (long)(part & 0x7F) << (7 * i);
            if ((part & 0x80) == 0)
                return true;
        }

        return false;
    }

    /// <summary>The OBU with its size in as few bytes as it takes: the one form that survives the way through RTP.</summary>
    private static byte[] Sized(byte header, byte extension, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[8];
        int length = 0;
        head[length++] = (byte)(header | 2);
        if ((header & 4) != 0)
            head[length++] = extension;
        uint size = (uint)payload.Length;
        for (; size >= 0x80; size >>= 7)
            head[length++] = (byte)(size | 0x80);
        head[length++] = (byte)size;
        return [.. head[..length], .. payload];
    }

    private static void Write(ReadOnlySpan<byte> obu, IBufferWriter<byte> stored, List<MediaUnit> units, ref int position)
    {
        stored.Write(obu);
        units.Add(new MediaUnit(position, obu.Length, BinaryPrimitives.ReadUInt16BigEndian(obu)));
        position += obu.Length;
    }
}
