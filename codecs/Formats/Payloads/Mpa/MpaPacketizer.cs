// RFC 2250 §3.2, §3.5: MPEG-1 and MPEG-2 audio elementary streams, payload type 14.
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Mpa;

/// <summary>One audio frame per packet, or in fragments where it is larger than one.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |             MBZ               |          Frag_offset          |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
internal sealed class MpaPacketizer(int maxPayload) : IPacketizer
{
    internal const int HeaderSize = 4;

    private readonly int _maxFragment = maxPayload - HeaderSize;
    private int _sent;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _sent = 0;
        return sample.Size > ushort.MaxValue ? 0 : (sample.Size + _maxFragment - 1) / _maxFragment;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        int length = Math.Min(sample.Size - _sent, _maxFragment);
        BinaryPrimitives.WriteUInt32BigEndian(packet.Reserve(HeaderSize), (uint)_sent);
        packet.Slice(sample.Offset + _sent, length);
        _sent += length;

        // The marker is for the end of a silence that was not sent (RFC 2250 §3.3); films send theirs.
        return false;
    }
}
