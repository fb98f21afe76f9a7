using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>RSI: what the sender of a group tells all its receivers about themselves, who do not hear each other. RFC 5760 §7.1.</summary>
/// <remarks>
/// <code>
/// |V=2|P|reserved |   PT=RSI=209  |             length            |
/// |                   SSRC (who summarises)                       |
/// |                       summarised SSRC                         |
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// |     SRBT=12   |   length=2    |      average packet size      |   §7.1.11
/// |                     receiver group size                       |
/// |     SRBT=11   |   length=2    |S|R|          reserved         |   §7.1.10
/// |               RTCP bandwidth, kb/s in 16.16                   |
/// </code>
/// The length of a sub-report is in words and counts its first one. Those about losses, jitter and delays are skipped: they spread what
/// <em>all</em> receivers report over the group, and nobody here would read it.
/// </remarks>
/// <param name="Sender">Who summarises; usually the source itself.</param>
/// <param name="Source">Whose receivers these are.</param>
/// <param name="Ntp">When it was sent; one that is older than the last is to be left.</param>
/// <param name="Receivers">How many there are; null where nothing is said.</param>
/// <param name="AverageSize">Of their compounds, with UDP and IP headers, in bytes; 0 where nothing is said of the group.</param>
/// <param name="Bandwidth">What each receiver may use for RTCP, below 65 536 kb/s; null where it is to be reckoned from the group.</param>
public readonly record struct ReceiverSummary(
    Ssrc Sender, Ssrc Source, NtpTime Ntp, uint? Receivers, ushort AverageSize, BitRate? Bandwidth)
{
    private const int FixedSize = 16;
    private const int BlockSize = 8;
    private const byte BandwidthType = 11;
    private const byte GroupType = 12;
    private const ushort ForReceivers = 0x4000;

    /// <summary>Bytes with the header and both sub-reports.</summary>
    public const int MaxSize = RtcpPacket.HeaderSize + FixedSize + (2 * BlockSize);

    public static bool TryParse(in RtcpPacket packet, out ReceiverSummary summary)
    {
        summary = default;
        ByteReader reader = new(packet.Body);
        if (packet.Type != RtcpType.ReceiverSummary || !reader.TryReadUInt32(out uint sender) || !reader.TryReadUInt32(out uint source)
            || !reader.TryReadUInt64(out ulong ntp))
        {
            return false;
        }

        uint? receivers = null;
        ushort size = 0;
        BitRate? bandwidth = null;
        for (ReadOnlySpan<byte> rest = reader.Rest; !rest.IsEmpty;)
        {
            // Whole words are left, always: packets have no others.
            int length = 4 * rest[1];
            if (length == 0 || length > rest.Length)
                return false;
            ushort upper = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (rest[0] is GroupType or BandwidthType && length != BlockSize)
                return false;
            uint word = length >= BlockSize ? BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) : 0;
            if (rest[0] == GroupType)
                (receivers, size) = (word, upper);
            else if (rest[0] == BandwidthType && (upper & ForReceivers) != 0)
                bandwidth = new((word * 1_000L) >> 16);
            rest = rest[length..];
        }

        summary = new(new(sender), new(source), new(ntp), receivers, size, bandwidth);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Sender.Value);
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt64(Ntp.Value);
        if (Receivers is { } receivers)
            WriteBlock(ref writer, GroupType, AverageSize, receivers);

        // Rounded up, so that what is read is what was written: a unit is a 65th of a bit per second.
        if (Bandwidth is { } rate)
            WriteBlock(ref writer, BandwidthType, ForReceivers, (uint)Math.Min(((rate.BitsPerSecond << 16) + 999) / 1_000, uint.MaxValue));
    }

    private static void WriteBlock(ref ByteWriter writer, byte type, ushort upper, uint word)
    {
        writer.WriteByte(type);
        writer.WriteByte(BlockSize / 4);
        writer.WriteUInt16(upper);
        writer.WriteUInt32(word);
    }
}
