using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.MpegTs;

/// <summary>The program clock reference of a transport packet: when, by the sender's clock, its byte is to arrive. ISO/IEC 13818-1
/// §2.4.3.5.</summary>
/// <param name="Pid">The elementary stream that carries the clock.</param>
/// <param name="Ticks">Of 27 MHz; wraps at 2³³ × 300, after 26.5 hours.</param>
/// <param name="IsNew">The clock begins anew here: what came before says nothing of it. §2.4.3.5, discontinuity_indicator.</param>
public readonly record struct ProgramClock(int Pid, long Ticks, bool IsNew)
{
    /// <summary>Bytes of a transport packet. §2.4.3.2.</summary>
    public const int PacketSize = 188;

    /// <summary>The first byte of each.</summary>
    public const byte Sync = 0x47;

    /// <summary>In a second.</summary>
    public const long Hertz = 27_000_000;

    /// <summary>After so many ticks it begins at zero again.</summary>
    public const long Wrap = (1L << 33) * 300;

    private const byte HasAdaptation = 0x20, Discontinuity = 0x80, HasClock = 0x10;

    /// <summary>False where the packet carries none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out ProgramClock clock)
    {
        clock = default;
        bool hasOne = packet.Length >= PacketSize && packet[0] == Sync
            && (packet[3] & HasAdaptation) != 0 && packet[4] >= 7 && (packet[5] & HasClock) != 0;
        if (!hasOne)
            return false;
        uint high = BinaryPrimitives.ReadUInt32BigEndian(packet[6..]);
        int low = BinaryPrimitives.ReadUInt16BigEndian(packet[10..]);
        long ticks = ((((long)high << 1) | (uint)(low >> 15)) * 300) + (low & 0x1ff);
        clock = new(BinaryPrimitives.ReadUInt16BigEndian(packet[1..]) & 0x1fff, ticks, (packet[5] & Discontinuity) != 0);
        return true;
    }

    /// <summary>Ticks from an earlier reference to this one, over a wrap if need be.</summary>
    public long Since(ProgramClock earlier) => (Ticks - earlier.Ticks + Wrap) % Wrap;
}
