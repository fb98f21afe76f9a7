using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>One packet of a compound, of any type. RFC 3550 §6.4.1.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |      type     |     length in words, less 1   |
/// </code>
/// What its type says is read by <see cref="Rtcp.SenderReport"/>, <see cref="Rtcp.ReceiverReport"/>, <see cref="Rtcp.SourceDescription"/>,
/// <see cref="Rtcp.Bye"/>, <see cref="Rtcp.ExtendedReport"/>, <see cref="Rtcp.ReceiverSummary"/>, <see cref="Rtcp.IdmsSettings"/>,
/// <see cref="Rtcp.PictureLoss"/> and <see cref="Rtcp.GenericNack"/>; the rest can be counted and skipped.
/// </remarks>
public readonly ref struct RtcpPacket
{
    internal const int HeaderSize = 4;

    internal RtcpPacket(RtcpType type, int count, ReadOnlySpan<byte> body)
    {
        Type = type;
        Count = count;
        Body = body;
    }

    public RtcpType Type { get; }

    /// <summary>The five bits behind the padding flag: report blocks, chunks, sources, or a subtype. 0 … 31.</summary>
    public int Count { get; }

    /// <summary>Everything behind the four bytes of the header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Who sent it; null for a packet too short to say. For SDES and BYE: the first source it speaks of.</summary>
    public Ssrc? Sender => Body.Length >= 4 ? new(BinaryPrimitives.ReadUInt32BigEndian(Body)) : null;

    /// <summary>Takes one packet off the front of <paramref name="wire"/>. Only the last of a compound may be padded (RFC 3550
    /// §6.4.1).</summary>
    internal static bool TryTake(scoped ref ReadOnlySpan<byte> wire, out RtcpPacket packet, out ParseFault fault, out string production)
    {
        packet = default;
        (fault, production) = (ParseFault.Truncated, "header");
        if (wire.Length < HeaderSize)
            return false;
        (fault, production) = (ParseFault.Unsupported, "version");
        if (wire[0] >> 6 != 2)
            return false;
        int size = 4 * (BinaryPrimitives.ReadUInt16BigEndian(wire[2..]) + 1);
        (fault, production) = (ParseFault.Truncated, "length");
        if (size > wire.Length)
            return false;

        int padding = 0;
        if ((wire[0] & 0x20) != 0)
        {
            padding = wire[size - 1];
            (fault, production) = (ParseFault.Invalid, "padding");
            if (size != wire.Length || padding == 0 || padding % 4 != 0 || padding > size - HeaderSize)
                return false;
        }

        (fault, production) = (ParseFault.None, "");
        packet = new((RtcpType)wire[1], wire[0] & 0x1f, wire[HeaderSize..(size - padding)]);
        wire = wire[size..];
        return true;
    }

    /// <summary>Whether the body holds what the type and the count promise. Types not known here hold what they like.</summary>
    internal bool HoldsWhatItSays() => Type switch
    {
        RtcpType.SenderReport => Rtcp.SenderReport.TryParse(this, out _, out _),
        RtcpType.ReceiverReport => Rtcp.ReceiverReport.TryParse(this, out _, out _),
        RtcpType.SourceDescription => Rtcp.SourceDescription.TryParse(this, out _),
        RtcpType.Bye => Rtcp.Bye.TryParse(this, out _),
        RtcpType.ExtendedReport => Rtcp.ExtendedReport.TryParse(this, out _),
        RtcpType.ReceiverSummary => Rtcp.ReceiverSummary.TryParse(this, out _),
        RtcpType.IdmsSettings => Rtcp.IdmsSettings.TryParse(this, out _),

        // Feedback of either kind names a sender and a source. RFC 4585 §6.1.
        RtcpType.TransportFeedback or RtcpType.PayloadFeedback => Body.Length >= PictureLoss.BodySize,
        _ => true,
    };
}
