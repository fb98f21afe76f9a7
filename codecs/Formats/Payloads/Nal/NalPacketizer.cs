// The common part of RFC 6184 (H.264, packetization-mode=1) and RFC 7798 (H.265): whole units, aggregations of small ones, fragments.
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Nal;

/// <summary>
/// Sends each access unit as its NAL units in decoding order: small neighbours together, those too large for a packet in fragments.
/// </summary>
/// <remarks>
/// Aggregation is greedy: parameter sets and SEI before a key picture, or the slices of a small picture, share one packet. Fragments
/// are as large as a packet allows, so that all but the last of a unit are of one size and the kernel can cut them from one buffer.
/// </remarks>
internal sealed class NalPacketizer<TSyntax>(int maxPayload) : IPacketizer
    where TSyntax : INalSyntax
{
    /// <summary>Units in one packet: with a length and a slice each they fill the parts of a <see cref="PacketWriter"/>.</summary>
    private const int MaxTogether = (PacketWriter.MaxParts / 2) - 1;

    private const int LengthSize = 2;

    private readonly int _maxPayload = maxPayload;
    private readonly int _maxFragment = maxPayload - TSyntax.HeaderSize - 1;
    private int _unit;
    private int _sent;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _unit = 0;
        _sent = 0;
        int packets = 0;
        for (int at = 0; at < units.Length; at += Together(units[at..]))
            packets += units[at].Size <= _maxPayload ? 1 : FragmentsOf(units[at]);
        return packets;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        if (units[_unit].Size > _maxPayload)
        {
            WriteFragment(sample.Offset, units[_unit], ref packet);
        }
        else
        {
            int together = Together(units[_unit..]);
            WriteWhole(sample.Offset, units.Slice(_unit, together), ref packet);
            _unit += together;
        }

        return _unit == units.Length;
    }

    /// <summary>How many of the units go into one packet (or, for 1, possibly several).</summary>
    private int Together(ReadOnlySpan<MediaUnit> units)
    {
        int bytes = TSyntax.HeaderSize;
        int count = 0;
        while (count < units.Length && count < MaxTogether)
        {
            bytes += LengthSize + units[count].Size;
            if (bytes > _maxPayload)
                break;
            count++;
        }

        return Math.Max(1, count);
    }

    private int FragmentsOf(MediaUnit unit) => (unit.Size - TSyntax.HeaderSize + _maxFragment - 1) / _maxFragment;

    private static void WriteWhole(long sampleOffset, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        if (units.Length == 1)
        {
            packet.Slice(sampleOffset + units[0].Offset, units[0].Size);
            return;
        }

        TSyntax.WriteAggregationHeader(packet.Reserve(TSyntax.HeaderSize), units);
        foreach (MediaUnit unit in units)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.Reserve(LengthSize), (ushort)unit.Size);
            packet.Slice(sampleOffset + unit.Offset, unit.Size);
        }
    }

    /// <summary>The unit's own header is not sent: the fragments' headers say what it was.</summary>
    private void WriteFragment(long sampleOffset, MediaUnit unit, ref PacketWriter packet)
    {
        int left = unit.Size - TSyntax.HeaderSize - _sent;
        int length = Math.Min(left, _maxFragment);
        TSyntax.WriteFragmentHeader(packet.Reserve(TSyntax.HeaderSize + 1), unit.Head, isFirst: _sent == 0, isLast: length == left);
        packet.Slice(sampleOffset + unit.Offset + TSyntax.HeaderSize + _sent, length);
        _sent += length;
        if (length < left)
            return;
        _unit++;
        _sent = 0;
    }
}
