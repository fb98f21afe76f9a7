// RFC 4396: RTP payload format for 3GPP timed text.
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>A sample per packet, or in fragments of its text and then of its modifier boxes where it is larger than one.</summary>
/// <remarks>
/// Deviation: text is torn between bytes, not between characters (§4.1.3 asks for the latter), since the sender does not read it. A
/// receiver that shows whole samples sees no difference, and a subtitle of more than a packet is none that anybody could read.
/// </remarks>
internal sealed class TimedTextPacketizer(int maxPayload) : IPacketizer
{
    private readonly int _maxPayload = maxPayload;
    private int _total;
    private int _this;
    private int _sentText;
    private int _sentModifiers;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _this = 0;
        _sentText = 0;
        _sentModifiers = 0;
        Parts parts = new(units);
        if (TimedTextUnit.WholeSize + parts.TextSize + parts.ModifiersSize <= _maxPayload)
        {
            _total = 1;
            return units.IsEmpty ? 0 : 1;
        }

        _total = Pieces(parts.TextSize, TimedTextUnit.TextSize) + Pieces(parts.ModifiersSize, TimedTextUnit.ModifiersSize);
        return _total > TimedTextUnit.MaxFragments || parts.TextSize + parts.ModifiersSize > ushort.MaxValue ? 0 : _total;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        Parts parts = new(units);
        _this++;
        if (_total == 1)
            WriteWhole(sample, parts, ref packet);
        else if (_sentText < parts.TextSize)
            WriteText(sample, parts, ref packet);
        else
            WriteModifiers(sample, parts, ref packet);
        return _this == _total;
    }

    private int Pieces(int size, int headerSize) => (size + _maxPayload - headerSize - 1) / (_maxPayload - headerSize);

    private static int DurationOf(in MediaSample sample) => Math.Clamp(sample.Duration, 0, TimedTextUnit.MaxDuration);

    private static void WriteWhole(in MediaSample sample, in Parts parts, ref PacketWriter packet)
    {
        int size = TimedTextUnit.WholeSize - TimedTextUnit.Uncounted + parts.TextSize + parts.ModifiersSize;
        ByteWriter header = new(packet.Reserve(TimedTextUnit.WholeSize));
        header.WriteByte((byte)(parts.Encoding | TimedTextUnit.Whole));
        header.WriteUInt16((ushort)size);
        header.WriteByte(TimedTextUnit.StaticDescription);
        header.WriteUInt24(DurationOf(sample));
        header.WriteUInt16((ushort)parts.TextSize);
        packet.Slice(sample.Offset + parts.TextOffset, parts.TextSize);
        packet.Slice(sample.Offset + parts.ModifiersOffset, parts.ModifiersSize);
    }

    private void WriteText(in MediaSample sample, in Parts parts, ref PacketWriter packet)
    {
        int length = Math.Min(parts.TextSize - _sentText, _maxPayload - TimedTextUnit.TextSize);
        ByteWriter header = new(packet.Reserve(TimedTextUnit.TextSize));
        header.WriteByte((byte)(parts.Encoding | TimedTextUnit.Text));
        header.WriteUInt16((ushort)(TimedTextUnit.TextSize - TimedTextUnit.Uncounted + length));
        header.WriteByte((byte)((_total << 4) | _this));
        header.WriteUInt24(DurationOf(sample));
        header.WriteByte(TimedTextUnit.StaticDescription);
        header.WriteUInt16((ushort)(parts.TextSize + parts.ModifiersSize));
        packet.Slice(sample.Offset + parts.TextOffset + _sentText, length);
        _sentText += length;
    }

    private void WriteModifiers(in MediaSample sample, in Parts parts, ref PacketWriter packet)
    {
        int length = Math.Min(parts.ModifiersSize - _sentModifiers, _maxPayload - TimedTextUnit.ModifiersSize);
        ByteWriter header = new(packet.Reserve(TimedTextUnit.ModifiersSize));
        header.WriteByte((byte)(_sentModifiers == 0 ? TimedTextUnit.FirstModifiers : TimedTextUnit.LaterModifiers));
        header.WriteUInt16((ushort)(TimedTextUnit.ModifiersSize - TimedTextUnit.Uncounted + length));
        header.WriteByte((byte)((_total << 4) | _this));
        header.WriteUInt24(DurationOf(sample));
        packet.Slice(sample.Offset + parts.ModifiersOffset + _sentModifiers, length);
        _sentModifiers += length;
    }

    /// <summary>The bounds of what is sent of a sample; the offsets count from its start.</summary>
    private readonly ref struct Parts
    {
        public readonly int Encoding;
        public readonly int TextOffset;
        public readonly int TextSize;
        public readonly int ModifiersOffset;
        public readonly int ModifiersSize;

        public Parts(ReadOnlySpan<MediaUnit> units)
        {
            if (units.IsEmpty)
                return;
            // A mark with nothing behind it is sent as the text it is, so that it is not lost with the unit that would tell of it.
            bool isUtf16 = units[0].Size > TimedTextUnit.ByteOrderMark.Length && units[0].Head == 0xfeff;
            int mark = isUtf16 ? TimedTextUnit.ByteOrderMark.Length : 0;
            Encoding = isUtf16 ? TimedTextUnit.Utf16 : 0;
            TextOffset = units[0].Offset + mark;
            TextSize = units[0].Size - mark;
            ModifiersOffset = units.Length > 1 ? units[1].Offset : 0;
            ModifiersSize = units.Length > 1 ? units[1].Size : 0;
        }
    }
}
