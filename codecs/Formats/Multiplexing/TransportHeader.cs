using System.Buffers.Binary;
using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>The front of a transport packet. ISO/IEC 13818-1 §2.4.3.2, §2.4.3.4.</summary>
/// <remarks>
/// <code>
/// |   sync 0x47   |E|S|P|           PID           |SCR|A|P|  count  |
/// | length of what follows |D|R|E|C|O|S|T|X|   PCR base, 33 bits …
/// … | 6 reserved | extension, 9 bits |          stuffing 0xff         |
/// </code>
/// </remarks>
internal static class TransportHeader
{
    public const int Size = 4;

    /// <summary>Bytes behind the header.</summary>
    public const int Room = ProgramClock.PacketSize - Size;

    /// <summary>Bytes before the one whose arrival a clock reference speaks of: it holds the last bit of the base. §2.4.3.5.</summary>
    public const int ClockAt = 10;

    /// <summary>Adaptation field with a clock reference, and with flags only.</summary>
    public const int ClockSize = 8, FlagsSize = 2;

    public const int NullPid = 0x1fff;

    private const byte HasAdaptation = 0x20, HasPayload = 0x10;
    private const byte IsUnitStart = 0x40;
    private const byte IsRandomAccess = 0x40, HasClock = 0x10;

    /// <summary>Writes the header and, of <paramref name="adaptation"/> bytes, the adaptation field, stuffed as need be.</summary>
    /// <param name="counter">Of the payload's packets of that PID; its last four bits count.</param>
    /// <param name="clock">In 27 MHz; null: none.</param>
    /// <param name="hasPayload">Not where a packet has a clock only.</param>
    public static void Write(
        Span<byte> packet, int pid, int counter, bool isUnitStart, int adaptation, bool isRandomAccess, long? clock, bool hasPayload = true)
    {
        packet[0] = ProgramClock.Sync;
        BinaryPrimitives.WriteUInt16BigEndian(packet[1..], (ushort)pid);
        packet[1] |= isUnitStart ? IsUnitStart : (byte)0;
        packet[3] = (byte)((counter & 0xf) | (adaptation > 0 ? HasAdaptation : 0) | (hasPayload ? HasPayload : 0));
        if (adaptation == 0)
            return;
        packet[4] = (byte)(adaptation - 1);
        if (adaptation == 1)
            return;
        packet[5] = (byte)((isRandomAccess ? IsRandomAccess : 0) | (clock is null ? 0 : HasClock));
        int used = FlagsSize;
        if (clock is { } ticks)
        {
            (long units, long extension) = Math.DivRem(ticks % ProgramClock.Wrap, 300);
            BinaryPrimitives.WriteUInt32BigEndian(packet[6..], (uint)(units >> 1));
            BinaryPrimitives.WriteUInt16BigEndian(packet[10..], (ushort)(((units & 1) << 15) | 0x7e00 | extension));
            used = ClockSize;
        }

        packet[(Size + used)..(Size + adaptation)].Fill(0xff);
    }

    /// <summary>A packet that only takes up its place. §2.4.1.</summary>
    public static void WriteNull(Span<byte> packet)
    {
        Write(packet, NullPid, 0, isUnitStart: false, adaptation: 0, isRandomAccess: false, clock: null);
        packet[Size..].Fill(0xff);
    }
}
