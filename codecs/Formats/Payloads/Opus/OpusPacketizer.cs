// RFC 7587: RTP payload format for Opus.
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Opus;

/// <summary>One Opus packet per RTP packet, without any header: the coding knows its own length. RFC 7587 §4.2.</summary>
/// <remarks>
/// The format has no fragments. A packet that does not fit – at the usual 20 ms none does not, the largest frame having 1 275
/// bytes – is left out, since half of it would be noise.
/// </remarks>
internal sealed class OpusPacketizer(int maxPayload) : IPacketizer
{
    private readonly int _maxPayload = maxPayload;

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units) => sample.Size > 0 && sample.Size <= _maxPayload ? 1 : 0;

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        packet.Slice(sample.Offset, sample.Size);

        // The marker would announce the end of a silence that was not sent (RFC 3551 §4.1); films send theirs.
        return false;
    }
}
