using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>When a receiver got a packet, and when it shows what is in it: by which all receivers of a group are brought in step. RFC 7272
/// §6.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     BT=12     |SPST=1 |resrv|P|        block length=7         |
/// |     PT      |                   reserved                      |
/// |              media stream correlation identifier              |
/// |                     SSRC of media source                      |
/// |      packet received NTP timestamp, most significant word     |
/// |      packet received NTP timestamp, least significant word    |
/// |              packet received RTP timestamp                    |
/// |              packet presented NTP timestamp                   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// Blocks of other sender types (SPST) than the receiver, which presents, say something else and are skipped.
/// </remarks>
/// <param name="Source">Whose packet it is.</param>
/// <param name="PayloadType">Of that packet; 7 bits.</param>
/// <param name="Group">Who is to be in step: the number of <see cref="Sdp.SdpSection.SyncGroup"/>.</param>
/// <param name="Received">When it came, by the receiver's time of day.</param>
/// <param name="Rtp">The packet's stamp.</param>
/// <param name="PresentedMiddle">When it is shown: the middle 32 bits; null where the flag P says that it is not known.</param>
public readonly record struct IdmsReport(
    Ssrc Source, byte PayloadType, uint Group, NtpTime Received, RtpTimestamp Rtp, uint? PresentedMiddle)
{
    internal const int ContentSize = 28;

    /// <summary>SPST = 1: a synchronisation client.</summary>
    private const byte Client = 0x10;
    private const byte TypeMask = 0xf0;
    private const byte HasPresented = 0x01;

    /// <summary>A report of a presentation at a whole time, of which 15 µs survive.</summary>
    public IdmsReport(Ssrc source, byte payloadType, uint group, NtpTime received, RtpTimestamp rtp, NtpTime presented)
        : this(source, payloadType, group, received, rtp, presented.Middle)
    {
    }

    /// <summary>The whole time of presentation, that which is less than nine hours from reception; null where it is not known.</summary>
    public NtpTime? Presented => PresentedMiddle is { } middle
        ? new((Received.Value & ~0xffffUL) + ((ulong)unchecked((int)(middle - Received.Middle)) << 16))
        : null;

    internal byte Specific => (byte)(Client | (PresentedMiddle is null ? 0 : HasPresented));

    public static bool TryParse(in XrBlock block, out IdmsReport report)
    {
        report = default;
        ByteReader reader = new(block.Content);
        if (block.Type != XrBlockType.Idms || (block.Specific & TypeMask) != Client || block.Content.Length != ContentSize
            || !reader.TryReadUInt32(out uint type) || !reader.TryReadUInt32(out uint group) || !reader.TryReadUInt32(out uint source)
            || !reader.TryReadUInt64(out ulong received) || !reader.TryReadUInt32(out uint rtp)
            || !reader.TryReadUInt32(out uint presented))
        {
            return false;
        }

        uint? middle = (block.Specific & HasPresented) != 0 ? presented : null;
        report = new(new(source), (byte)(type >> 25), group, new(received), new(rtp), middle);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32((uint)PayloadType << 25);
        writer.WriteUInt32(Group);
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt64(Received.Value);
        writer.WriteUInt32(Rtp.Value);
        writer.WriteUInt32(PresentedMiddle ?? 0);
    }
}
