using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class RtcpPropertyTests
{
    private static readonly Gen<uint> Word = ArbMap.Default.GeneratorFor<uint>();

    private static readonly Gen<ReportBlock> Block =
        from source in Word
        from fraction in Gen.Choose(0, 255)
        from lost in Gen.Choose(ReportBlock.LeastLost, ReportBlock.MostLost)
        from highest in Word
        from jitter in Word
        from last in Word
        from delay in Word
        select new ReportBlock(new(source), (byte)fraction, lost, highest, jitter, last, delay);

    private static readonly Arbitrary<(SenderReport Report, ReportBlock[] Blocks, string Name)> Reports = (
        from sender in Word
        from ntp in ArbMap.Default.GeneratorFor<ulong>()
        from rtp in Word
        from packets in Word
        from octets in Word
        from blocks in Block.ArrayOf()
        from name in Gen.Elements("abc@.ệ–".ToCharArray()).ArrayOf()
        let report = new SenderReport(new(sender), new(ntp), new(rtp), packets, octets)
        select (report, blocks.Take(CompoundWriter.MaxBlocks).ToArray(), new string(name))).ToArbitrary();

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(Reports, input =>
    {
        byte[] wire = new byte[CompoundWriter.MaxSize * 2];
        CompoundWriter writer = new(wire);
        Ssrc sender = input.Report.Sender;
        writer.SenderReport(input.Report, input.Blocks);
        writer.ReceiverReport(sender, input.Blocks);
        writer.SourceDescription(sender, input.Name);
        writer.Bye(sender, input.Name);

        int understood = 0;
        Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out ParseError error), error.ToString());
        foreach (RtcpPacket packet in compound)
        {
            if (SenderReport.TryParse(packet, out SenderReport report, out ReportBlocks blocks))
                understood += report == input.Report && Same(blocks, input.Blocks) ? 1 : 0;
            else if (ReceiverReport.TryParse(packet, out ReceiverReport receiver, out blocks))
                understood += receiver.Sender == sender && Same(blocks, input.Blocks) ? 1 : 0;
            else if (SourceDescription.TryParse(packet, out SourceDescription description))
                understood += description.TryGetCanonicalName(sender, out ReadOnlySpan<byte> name) && Same(name, input.Name) ? 1 : 0;
            else if (Bye.TryParse(packet, out Bye bye))
                understood += bye.Contains(sender) && Same(bye.Reason, input.Name) ? 1 : 0;
        }

        return understood == 4;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused() => Prop.ForAll<byte[]>(bytes =>
    {
        // Random bytes are no RTCP in all likelihood: a right header in front of them is.
        int words = bytes.Length / 4;
        byte[] header = [(byte)(0x80 | (bytes.Length % 32)), (byte)(200 + (bytes.Length % 12)), 0, (byte)words];
        byte[] framed = [.. header, .. bytes[..(words * 4)]];
        return Walk(bytes) & Walk(framed);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>Reads whatever can be read; true unless the verdict contradicts itself.</summary>
    internal static bool Walk(ReadOnlySpan<byte> wire)
    {
        if (!CompoundPacket.TryParse(wire, out CompoundPacket compound, out ParseError error))
            return error.Fault != ParseFault.None && error.Offset >= 0 && error.Offset <= wire.Length;
        foreach (RtcpPacket packet in compound)
        {
            if (GenericNack.TryParse(in packet, out GenericNack nack) && GenericNackTests.Numbers(nack).Count == 0)
                return false;
        }

        return CompoundPacketTests.Describe(compound).Length > 0;
    }

    private static bool Same(ReportBlocks blocks, ReportBlock[] expected)
    {
        bool isSame = blocks.Count == expected.Length;
        for (int i = 0; isSame && i < expected.Length; i++)
            isSame = blocks[i] == expected[i];
        return isSame;
    }

    private static bool Same(ReadOnlySpan<byte> text, string expected) =>
        expected.StartsWith(System.Text.Encoding.UTF8.GetString(text), StringComparison.Ordinal);
}
