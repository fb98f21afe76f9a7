using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>A copy of a packet that came too far ahead for the buffer.</summary>
internal sealed class StandingPacket
{
    private readonly byte[] _payload;
    private long _time;
    private readonly bool _marker;
    private readonly bool _startsAnew;
    private readonly bool _isRepaired;
    private readonly int _size;
    private readonly Instant _arrival;

    public StandingPacket(in ArrivedPacket packet)
    {
        Index = packet.Index;
        _payload = packet.Payload.ToArray();
        _time = packet.Time;
        _marker = packet.Marker;
        _startsAnew = packet.StartsAnew;
        _isRepaired = packet.IsRepaired;
        _size = packet.Size;
        _arrival = packet.Arrival;
    }

    public PacketIndex Index { get; }

    public ArrivedPacket Packet => new()
    {
        Index = Index,
        Time = _time,
        Marker = _marker,
        StartsAnew = _startsAnew,
        IsRepaired = _isRepaired,
        Payload = _payload,
        Size = _size,
        Arrival = _arrival,
    };

    /// <summary>It lies so much earlier than was thought.</summary>
    public void Retime(long earlier, long? cut) => _time -= _time == cut ? 0 : earlier;
}
