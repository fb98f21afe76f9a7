using System.Buffers.Binary;
using System.Text.Unicode;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Puts a compound together in a span that its owner has made large enough: a report, then a description, then perhaps a BYE. RFC
/// 3550 §6.1.</summary>
/// <remarks><c>writer.SenderReport(report, []); writer.SourceDescription(ssrc, cname); Send(writer.Written);</c></remarks>
public ref struct CompoundWriter(Span<byte> wire)
{
    /// <summary>What one datagram on Ethernet holds: enough for a report with 29 blocks, a canonical name, an extended report and a BYE
    /// with its reason, 28 + 696 + 268 + 200 + 264.</summary>
    public const int MaxSize = 1_472;

    /// <summary>Blocks one report can carry.</summary>
    public const int MaxBlocks = 31;

    /// <summary>Entries of a NACK: 64 × 4 bytes, up to 1 088 packets. Whoever has lost more than that has lost the stream.</summary>
    public const int MostLost = 64;

    private const int MaxText = 255;

    private readonly Span<byte> _wire = wire;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _wire[.._length];

    public void SenderReport(in SenderReport report, ReadOnlySpan<ReportBlock> blocks)
    {
        ByteWriter writer = Begin(RtcpType.SenderReport, blocks.Length);
        writer.WriteUInt32(report.Sender.Value);
        writer.WriteUInt64(report.Ntp.Value);
        writer.WriteUInt32(report.Rtp.Value);
        writer.WriteUInt32(report.Packets);
        writer.WriteUInt32(report.Octets);
        foreach (ReportBlock block in blocks)
            block.Write(ref writer);
        End(writer.Position);
    }

    public void ReceiverReport(Ssrc sender, ReadOnlySpan<ReportBlock> blocks)
    {
        ByteWriter writer = Begin(RtcpType.ReceiverReport, blocks.Length);
        writer.WriteUInt32(sender.Value);
        foreach (ReportBlock block in blocks)
            block.Write(ref writer);
        End(writer.Position);
    }

    /// <summary>One source with its canonical name, of which the first 255 bytes in UTF-8 are written.</summary>
    public void SourceDescription(Ssrc source, ReadOnlySpan<char> canonicalName)
    {
        ByteWriter writer = Begin(RtcpType.SourceDescription, 1);
        writer.WriteUInt32(source.Value);
        writer.WriteByte((byte)SdesItemType.CanonicalName);
        WriteText(ref writer, canonicalName);

        // At least one zero ends the items.
        writer.WriteByte(0);
        End(writer.Position);
    }

    /// <summary>What <paramref name="sender"/> measures beyond its report. RFC 3611 §2.</summary>
    /// <param name="blocks">As an <see cref="XrWriter"/> has put them together; of at most <see cref="XrWriter.MaxSize"/> bytes where the
    /// whole is to fit its limit.</param>
    public void ExtendedReport(Ssrc sender, scoped ReadOnlySpan<byte> blocks)
    {
        ByteWriter writer = Begin(RtcpType.ExtendedReport, 0);
        writer.WriteUInt32(sender.Value);
        writer.WriteBytes(blocks);
        End(writer.Position);
    }

    /// <summary>What the group's receivers are to know of themselves. RFC 5760 §7.1.</summary>
    public void ReceiverSummary(in ReceiverSummary summary)
    {
        ByteWriter writer = Begin(RtcpType.ReceiverSummary, 0);
        summary.Write(ref writer);
        End(writer.Position);
    }

    /// <summary>When the group's receivers are to show what they get. RFC 7272 §7.</summary>
    public void IdmsSettings(in IdmsSettings settings)
    {
        ByteWriter writer = Begin(RtcpType.IdmsSettings, 0);
        settings.Write(ref writer);
        End(writer.Position);
    }

    /// <summary>Pictures of a source were lost, and the decoder cannot go on without a key picture. RFC 4585 §6.3.1.</summary>
    public void PictureLoss(in PictureLoss loss)
    {
        ByteWriter writer = Begin(RtcpType.PayloadFeedback, Rtcp.PictureLoss.Format);
        writer.WriteUInt32(loss.Sender.Value);
        writer.WriteUInt32(loss.Source.Value);
        End(writer.Position);
    }

    /// <summary>Packets of a source were lost, and may be sent again. RFC 4585 §6.2.1.</summary>
    /// <param name="lost">At least one, at most <see cref="MostLost"/> where the whole is to fit its limit behind a report of one block and
    /// a name.</param>
    public void GenericNack(Ssrc sender, Ssrc source, scoped ReadOnlySpan<NackEntry> lost)
    {
        Invariant.That(!lost.IsEmpty);
        ByteWriter writer = Begin(RtcpType.TransportFeedback, Rtcp.GenericNack.Format);
        writer.WriteUInt32(sender.Value);
        writer.WriteUInt32(source.Value);
        foreach (NackEntry entry in lost)
        {
            writer.WriteUInt16(entry.First.Value);
            writer.WriteUInt16(entry.Following);
        }

        End(writer.Position);
    }

    /// <summary>One source leaves; of the reason the first 255 bytes in UTF-8 are written, and an empty one is left out.</summary>
    public void Bye(Ssrc source, ReadOnlySpan<char> reason)
    {
        ByteWriter writer = Begin(RtcpType.Bye, 1);
        writer.WriteUInt32(source.Value);
        if (!reason.IsEmpty)
            WriteText(ref writer, reason);
        End(writer.Position);
    }

    private static void WriteText(ref ByteWriter writer, ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[MaxText];

        // Cuts between characters, never within one.
        Utf8.FromUtf16(text, utf8, out _, out int length);
        writer.WriteByte((byte)length);
        writer.WriteBytes(utf8[..length]);
    }

    private readonly ByteWriter Begin(RtcpType type, int count)
    {
        Invariant.That(count <= MaxBlocks, "a count of five bits");
        ByteWriter writer = new(_wire[_length..]);
        writer.WriteByte((byte)(0x80 | count));
        writer.WriteByte((byte)type);
        writer.WriteUInt16(0);
        return writer;
    }

    /// <summary>Fills the last word with zeros and writes the length in front.</summary>
    private void End(int size)
    {
        int whole = (size + 3) & ~3;
        _wire.Slice(_length + size, whole - size).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(_wire[(_length + 2)..], (ushort)((whole / 4) - 1));
        _length += whole;
    }
}
