// The common part of RFC 7741 (VP8) and RFC 9628 (VP9): a frame is cut anywhere.
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Vpx;

/// <summary>Sends each frame in pieces of one size behind a descriptor each; the last one is shorter and marked.</summary>
internal sealed class FramePacketizer<TSyntax>(Track track, int maxPayload) : IPacketizer
    where TSyntax : IFrameSyntax
{
    private readonly Track _track = track;
    private readonly int _maxPayload = maxPayload;
    private int _sent;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _sent = 0;
        if (sample.Size == 0)
            return 0;
        int first = _maxPayload - TSyntax.DescriptorSize(sample, isFirst: true);
        int later = _maxPayload - TSyntax.DescriptorSize(sample, isFirst: false);
        return 1 + (Math.Max(0, sample.Size - first) + later - 1) / later;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        bool isFirst = _sent == 0;
        int descriptorSize = TSyntax.DescriptorSize(sample, isFirst);
        int left = sample.Size - _sent;
        int length = Math.Min(left, _maxPayload - descriptorSize);
        TSyntax.WriteDescriptor(packet.Reserve(descriptorSize), sample, _track, isFirst, isLast: length == left);
        packet.Slice(sample.Offset + _sent, length);
        _sent += length;
        return length == left;
    }
}
