// RFC 3640: MPEG-4 elementary streams, mode AAC-hbr (§3.3.6).
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Aac;

/// <summary>One access unit per packet, or in fragments where it is larger than one.</summary>
/// <remarks>
/// <code>
/// +---------------------------------+-------------------------+-----------+------------------
/// | AU-headers-length, in bits: 16  | AU-size (whole unit) 13 | index: 0 3| unit or fragment
/// +---------------------------------+-------------------------+-----------+------------------
/// </code>
/// Several units would save 16 bytes each and cost their duration in delay: a frame of 1 024 samples is worth 21 ms.
/// </remarks>
internal sealed class AacPacketizer(int maxPayload) : IPacketizer
{
    internal const int HeaderSize = 4;

    /// <summary>What 13 bits hold; the coding itself allows 768 bytes per channel.</summary>
    internal const int MaxUnit = (1 << 13) - 1;

    private readonly int _maxFragment = maxPayload - HeaderSize;
    private int _sent;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _sent = 0;
        return sample.Size > MaxUnit ? 0 : (sample.Size + _maxFragment - 1) / _maxFragment;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        int length = Math.Min(sample.Size - _sent, _maxFragment);
        Span<byte> header = packet.Reserve(HeaderSize);
        BinaryPrimitives.WriteUInt16BigEndian(header, 16);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(sample.Size << 3));
        packet.Slice(sample.Offset + _sent, length);
        _sent += length;
        return _sent == sample.Size;
    }
}
