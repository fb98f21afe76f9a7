using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>A packet that was written and may not leave yet: its inline bytes and its slices of the film.</summary>
internal sealed class HeldPacket
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private int _count;
    private int _timeOffset;

    /// <summary>Bytes, of the RTP packet; zero: there is none.</summary>
    public int Length { get; private set; }

    public void Keep(in PacketWriter packet)
    {
        packet.Inline.CopyTo(_inline);
        packet.Parts.CopyTo(_parts);
        _count = packet.Parts.Length;
        (Length, _timeOffset) = (packet.Length, packet.TimeOffset);
    }

    public void WriteTo(ref PacketWriter packet)
    {
        packet.TimeOffset = _timeOffset;
        foreach (ref readonly PacketPart part in _parts.AsSpan(0, _count))
        {
            if (part.IsInline)
                _inline.AsSpan((int)part.Offset, part.Length).CopyTo(packet.Reserve(part.Length));
            else
                packet.Slice(part.Offset, part.Length);
        }
    }

    /// <summary>It leaves in another PLAY.</summary>
    /// <param name="stamp">Of its sample.</param>
    public void Restamp(RtpTimestamp stamp) => RtpHeader.Restamp(_inline, stamp + _timeOffset);

    public void Drop() => Length = 0;
}
