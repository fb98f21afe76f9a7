// RFC 3640: mode AAC-hbr (§3.3.6) with interleaving (§3.2.3.2).
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Aac;

/// <summary>A group of access units in P packets: packet k carries units k, k + P, k + 2P …</summary>
/// <remarks>
/// <code>
/// +----------------------+-----------------+----------+-----------------+----------------+-------+--------+----------+
/// | AU-headers-length 16 | AU-size k    13 | index: 0 | AU-size k+P  13 | delta: P − 1 3 | …     | unit k | unit k+P | …
/// +----------------------+-----------------+----------+-----------------+----------------+-------+--------+----------+
/// </code>
/// A packet's timestamp is that of its first unit; those of the others follow from their constant duration, as the description gives it.
/// Every packet ends a unit and so has the marker bit (§3.1), but for the fragments of a unit that is larger than a packet.
/// Where units are too large for as many in a packet as the pattern has, the group takes more packets of fewer units; where no stride that
/// three bits can say is wide enough, each unit goes by itself and in order, in fragments where it must: a packet lost costs one then, too.
/// </remarks>
internal sealed class InterleavingPacketizer(Interleaving interleaving, int maxPayload) : IPacketizer
{
    private const int LengthSize = 2;
    private const int HeaderSize = 2;

    private readonly InterleavingPattern _pattern = interleaving.Pattern;
    private int _stride;
    private int _unit;
    private int _sent;

    private int MaxFragment => maxPayload - LengthSize - HeaderSize;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        (_unit, _sent) = (0, 0);
        if (units.Length == 0 || (units.Length == 1 && units[0].Size is 0 or > AacPacketizer.MaxUnit))
            return 0;
        _stride = Stride(units);
        if (_stride < units.Length)
            return _stride;
        int packets = 0;
        foreach (ref readonly MediaUnit unit in units)
            packets += (unit.Size + MaxFragment - 1) / MaxFragment;
        return packets;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        packet.TimeOffset = _unit * interleaving.UnitDuration;
        long zero = sample.Offset - units[0].Offset;
        return _stride < units.Length ? WriteUnits(zero, units, ref packet) : WriteFragment(zero, units[_unit], ref packet);
    }

    private bool WriteUnits(long zero, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        int count = CountOf(_unit, units.Length, _stride);
        Span<byte> headers = packet.Reserve(LengthSize + (count * HeaderSize));
        BinaryPrimitives.WriteUInt16BigEndian(headers, (ushort)(count * HeaderSize * 8));
        for (int i = 0, at = _unit; i < count; i++, at += _stride)
        {
            int skipped = i == 0 ? 0 : _stride - 1;
            BinaryPrimitives.WriteUInt16BigEndian(headers[(LengthSize + (i * HeaderSize))..], (ushort)((units[at].Size << 3) | skipped));
            packet.Slice(zero + units[at].Offset, units[at].Size);
        }

        _unit++;
        return true;
    }

    private bool WriteFragment(long zero, in MediaUnit unit, ref PacketWriter packet)
    {
        int length = Math.Min(unit.Size - _sent, MaxFragment);
        Span<byte> header = packet.Reserve(LengthSize + HeaderSize);
        BinaryPrimitives.WriteUInt16BigEndian(header, HeaderSize * 8);
        BinaryPrimitives.WriteUInt16BigEndian(header[LengthSize..], (ushort)(unit.Size << 3));
        packet.Slice(zero + unit.Offset + _sent, length);
        _sent += length;
        if (_sent < unit.Size)
            return false;
        (_unit, _sent) = (_unit + 1, 0);
        return true;
    }

    /// <summary>The smallest distance from unit to unit of a packet at which all packets are small enough, and which displaces none further
    /// than the description promises; as many as there are units, where each goes by itself.</summary>
    private int Stride(ReadOnlySpan<MediaUnit> units)
    {
        int furthest = (_pattern.Units - 1) * _pattern.Packets;
        for (int stride = _pattern.Packets; stride <= InterleavingPattern.MostPackets && stride < units.Length; stride++)
        {
            if ((CountOf(0, units.Length, stride) - 1) * stride <= furthest && Fits(units, stride))
                return stride;
        }

        return units.Length;
    }

    private bool Fits(ReadOnlySpan<MediaUnit> units, int stride)
    {
        for (int packet = 0; packet < stride; packet++)
        {
            int size = LengthSize;
            for (int at = packet; at < units.Length; at += stride)
                size += HeaderSize + units[at].Size;
            if (size > maxPayload)
                return false;
        }

        return true;
    }

    private static int CountOf(int first, int units, int stride) => (units - first + stride - 1) / stride;
}
