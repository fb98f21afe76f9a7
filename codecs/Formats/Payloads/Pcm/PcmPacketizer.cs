// RFC 3551 §4.5: PCMU, PCMA and L16 are sent as they are.
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Pcm;

/// <summary>A sample (20 ms of sound) in as many packets as it needs, each of them whole instants on all channels.</summary>
/// <remarks>Any stretch of PCM is playable by itself, so each packet carries the time of its own first instant (RFC 3551 §4.1).</remarks>
/// <param name="instantSize">Bytes of one instant: of all channels together.</param>
internal sealed class PcmPacketizer(int instantSize, int maxPayload) : IPacketizer
{
    private readonly int _instantSize = instantSize;
    private readonly int _maxPart = maxPayload / instantSize * instantSize;
    private int _sent;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _sent = 0;
        return (sample.Size + _maxPart - 1) / _maxPart;
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        int length = Math.Min(sample.Size - _sent, _maxPart);
        packet.TimeOffset = _sent / _instantSize;
        packet.Slice(sample.Offset + _sent, length);
        _sent += length;

        // The marker would announce the end of a silence that was not sent (RFC 3551 §4.1); films send theirs.
        return false;
    }
}
