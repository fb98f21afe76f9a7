// RTP payload format for AV1, Alliance for Open Media, v1.0.
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Av1;

/// <summary>
/// Fills packets with the OBUs of a temporal unit, torn wherever a packet ends, so that all but the last are of one size.
/// </summary>
/// <remarks>
/// <code>
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// |Z|Y| W |N|-|-|-|  aggregation header, §4.4
/// +-+-+-+-+-+-+-+-+
/// </code>
/// At most three OBUs share a packet: W tells their number then, and the last needs no length. Temporal delimiters are not sent (§5).
/// </remarks>
internal sealed class Av1Packetizer(int maxPayload) : IPacketizer
{
    internal const int Continues = 0x80;
    internal const int WillContinue = 0x40;
    internal const int CountShift = 4;
    internal const int NewSequence = 0x08;

    private const int MaxElements = 3;
    private const int AggregationHeaderSize = 1;

    /// <summary>The least that is begun of an OBU at the end of a packet, so that its header is never torn.</summary>
    private const int LeastPiece = 2;

    private readonly int _room = maxPayload - AggregationHeaderSize;
    private Cursor _at;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _at = new(SkipDelimiters(units, 0), 0);
        Span<int> lengths = stackalloc int[MaxElements];
        Cursor cursor = _at;
        int packets = 0;
        for (; cursor.Unit < units.Length; packets++)
            Fill(units, ref cursor, lengths);
        return packets;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        Cursor start = _at;
        Span<int> lengths = stackalloc int[MaxElements];
        int count = Fill(units, ref _at, lengths);
        bool isFirst = start == new Cursor(SkipDelimiters(units, 0), 0);
        bool isNewSequence = isFirst && sample.IsKey && Obu.TypeOf((byte)(units[start.Unit].Head >> 8)) == Obu.SequenceHeader;
        int pieces = (start.Sent > 0 ? Continues : 0) | (_at.Sent > 0 ? WillContinue : 0);
        packet.Reserve(AggregationHeaderSize)[0] = (byte)(pieces | (count << CountShift) | (isNewSequence ? NewSequence : 0));

        int unit = start.Unit, sent = start.Sent;
        for (int i = 0; i < count; i++)
        {
            if (i < count - 1)
                Leb128.Write(packet.Reserve(Leb128.SizeOf(lengths[i])), lengths[i]);
            WritePiece(sample.Offset + units[unit].Offset, Obu.Of(units[unit]), sent, lengths[i], ref packet);
            unit = SkipDelimiters(units, unit + 1);
            sent = 0;
        }

        return _at.Unit == units.Length;
    }

    /// <summary>Plans one packet: moves the cursor over it, and says how long each of its elements is.</summary>
    private int Fill(ReadOnlySpan<MediaUnit> units, ref Cursor cursor, Span<int> lengths)
    {
        int room = _room;
        for (int count = 1; ; count++)
        {
            int left = Obu.Of(units[cursor.Unit]).Size - cursor.Sent;
            int next = SkipDelimiters(units, cursor.Unit + 1);
            int withLength = Leb128.SizeOf(left) + left;
            if (count < MaxElements && next < units.Length && room - withLength >= LeastPiece)
            {
                lengths[count - 1] = left;
                room -= withLength;
                cursor = new(next, 0);
                continue;
            }

            lengths[count - 1] = Math.Min(left, room);
            cursor = left <= room ? new(next, 0) : cursor with { Sent = cursor.Sent + room };
            return count;
        }
    }

    private static void WritePiece(long unitOffset, Obu obu, int sent, int length, ref PacketWriter packet)
    {
        int header = sent == 0 ? obu.HeaderSize : 0;
        if (header == 2)
            packet.Reserve(1)[0] = (byte)(obu.Header >> 8);
        if (header > 0)
            packet.Reserve(1)[0] = (byte)obu.Header;
        int from = Math.Max(0, sent - obu.HeaderSize);
        packet.Slice(unitOffset + obu.PayloadOffset + from, length - header);
    }

    private static int SkipDelimiters(ReadOnlySpan<MediaUnit> units, int from)
    {
        while (from < units.Length && Obu.TypeOf((byte)(units[from].Head >> 8)) == Obu.TemporalDelimiter)
            from++;
        return from;
    }

    /// <summary>The next byte to send: so many bytes into the sent form of a unit.</summary>
    private readonly record struct Cursor(int Unit, int Sent);
}
