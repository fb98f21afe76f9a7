using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>One table, sent again and again. ISO/IEC 13818-1 §2.4.4.</summary>
/// <param name="period">In ticks of 27 MHz.</param>
internal sealed class TableCarousel(int pid, byte[] section, long period)
{
    private int _counter;
    private int _sent = -1;

    /// <summary>When its next packet is due.</summary>
    public long Due { get; private set; }

    /// <summary>Writes the next packet of it, which is padded behind its end.</summary>
    public void Write(Span<byte> packet, long now)
    {
        bool isStart = _sent < 0;
        TransportHeader.Write(packet, pid, _counter++, isStart, adaptation: 0, isRandomAccess: false, clock: null);
        Span<byte> room = packet[TransportHeader.Size..ProgramClock.PacketSize];
        if (isStart)
        {
            // The pointer field: the section begins right behind it. §2.4.4.2.
            room[0] = 0;
            room = room[1..];
            _sent = 0;
        }

        int count = Math.Min(room.Length, section.Length - _sent);
        section.AsSpan(_sent, count).CopyTo(room);
        room[count..].Fill(0xff);
        _sent += count;
        if (_sent < section.Length)
            return;
        _sent = -1;
        Due = now + period;
    }
}
