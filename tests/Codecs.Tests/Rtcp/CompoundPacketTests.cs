using System.Text;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class CompoundPacketTests
{
    private static readonly Ssrc Sender = new(0x11223344);
    private static readonly ReportBlock Block = new(new(0xAABBCCDD), 64, -2, 0x0001_FFFF, 90, 0x5566_7788, 65_536);

    [Theory]
    [InlineData("80c8 0006 | 11223344 | 83aa7e80 80000000 | 0001 5f90 | 0000000a | 000003e8 | 81ca 0003 11223344 01 05 612e622e63 00",
        "SR 11223344 83aa7e80.80000000 90000 10 1000; SDES 11223344 a.b.c")]
    [InlineData("81c9 0007 11223344 aabbccdd 40 fffffe 0001ffff 0000005a 55667788 00010000",
        "RR 11223344 [aabbccdd 64 -2 131071 90 55667788 65536]")]
    [InlineData("80c9 0001 11223344 81cb 0003 11223344 03 656e64 00000000", "RR 11223344; BYE 11223344 end")]
    [InlineData("80c9 0001 11223344 81cb 0001 11223344", "RR 11223344; BYE 11223344 ")]
    // A profile's extension behind a report; an application packet, feedback, an extended report and a type nobody knows.
    [InlineData("80c9 0002 11223344 deadbeef", "RR 11223344")]
    [InlineData("80c9 0001 11223344 85cc 0002 11223344 71746161", "RR 11223344; Application 5 8")]
    [InlineData("80c9 0001 11223344 8fce 0002 11223344 00000001 80cf 0001 00000001 80ff 0000",
        "RR 11223344; PayloadFeedback 15 8; XR 00000001; 255 0 0")]
    // Reduced size: feedback alone.
    [InlineData("81cd 0003 11223344 aabbccdd 00010000", "TransportFeedback 1 12")]
    // Padding on the last packet.
    [InlineData("80c9 0001 11223344 a1cb 0002 11223344 00000004", "RR 11223344; BYE 11223344 ")]
    // Two chunks, one without items; a description that ends with the packet.
    [InlineData("80c9 0001 11223344 82ca 0005 00000001 00000000 00000002 01 01 78 07 01 79 00 00",
        "RR 11223344; SDES 00000002 x 00000002 y")]
    [InlineData("80c9 0001 11223344 81ca 0002 00000001 01 02 7879", "RR 11223344; SDES 00000001 xy")]
    [InlineData("80c9 0001 11223344 80ca 0000 80cb 0000", "RR 11223344; SDES; BYE  ")]
    public void Compounds_are_read(string wire, string expected)
    {
        byte[] bytes = Hex.Bytes(wire);
        Assert.True(CompoundPacket.TryParse(bytes, out CompoundPacket compound, out ParseError error), error.ToString());
        Assert.Equal(expected, Describe(compound));
        Assert.Equal(expected.StartsWith("Transport", StringComparison.Ordinal), compound.IsReducedSize);
    }

    [Theory]
    [InlineData("", "Truncated header at offset 0")]
    [InlineData("80c900", "Truncated header at offset 0")]
    [InlineData("40c9 0001 11223344", "Unsupported version at offset 0")]
    [InlineData("80c9 0002 11223344", "Truncated length at offset 0")]
    [InlineData("80c9 ffff 11223344", "Truncated length at offset 0")]
    [InlineData("80c9 0001 11223344 81", "Truncated header at offset 8")]
    [InlineData("80c9 0001 11223344 00000000", "Unsupported version at offset 8")]
    [InlineData("80c9 0000", "Truncated body at offset 0")]
    [InlineData("80c8 0005 11223344 83aa7e80 80000000 00015f90 0000000a", "Truncated body at offset 0")]
    [InlineData("81c9 0001 11223344", "Truncated body at offset 0")]
    [InlineData("80c9 0001 11223344 82cb 0001 11223344", "Truncated body at offset 8")]
    [InlineData("80c9 0001 11223344 81cb 0002 11223344 04 656e64", "Truncated body at offset 8")]
    [InlineData("80c9 0001 11223344 81ca 0000", "Truncated body at offset 8")]
    [InlineData("80c9 0001 11223344 81ca 0002 00000001 01 03 7879", "Truncated body at offset 8")]
    [InlineData("80c9 0001 11223344 82ca 0002 00000001 01 02 7879", "Truncated body at offset 8")]
    // Padding: not on the last, none, not whole words, more than there is.
    [InlineData("a0c9 0002 11223344 00000004 80cb 0000", "Invalid padding at offset 0")]
    [InlineData("a0c9 0002 11223344 00000000", "Invalid padding at offset 0")]
    [InlineData("a0c9 0002 11223344 00000003", "Invalid padding at offset 0")]
    [InlineData("a0c9 0002 11223344 0000000c", "Invalid padding at offset 0")]
    [InlineData("a0c9 0002 11223344 00000008", "Truncated body at offset 0")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(CompoundPacket.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void A_sender_writes_its_report_its_name_and_its_leave()
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(wire);
        writer.SenderReport(new(Sender, new(0x83aa7e80_80000000), new(90_000), 10, 1_000), [Block]);
        writer.SourceDescription(Sender, "a.b.c");
        writer.Bye(Sender, "end");
        Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out _));
        const string Expected = "SR 11223344 83aa7e80.80000000 90000 10 1000 [aabbccdd 64 -2 131071 90 55667788 65536]; "
            + "SDES 11223344 a.b.c; BYE 11223344 end";
        Assert.Equal(Expected, Describe(compound));
    }

    [Fact]
    public void Names_of_every_length_are_ended_by_a_zero_and_filled_to_a_word()
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        for (int length = 0; length <= 260; length++)
        {
            wire.Fill(0xff);
            CompoundWriter writer = new(wire);
            writer.ReceiverReport(Sender, []);
            writer.SourceDescription(Sender, new string('n', length));
            writer.Bye(Sender, new string('r', length));
            Assert.Equal(0, writer.Written.Length % 4);
            Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out _));
            string kept = new('n', Math.Min(length, 255));
            Assert.Equal($"RR 11223344; SDES 11223344 {kept}; BYE 11223344 {kept.Replace('n', 'r')}", Describe(compound));
        }
    }

    [Fact]
    public void A_name_is_cut_between_characters()
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(wire);
        writer.SourceDescription(Sender, new string('ệ', 100));
        Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out _));
        Assert.Equal($"SDES 11223344 {new string('ệ', 85)}", Describe(compound));
    }

    [Fact]
    public void The_largest_compound_fits_its_limit()
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(wire);
        writer.SenderReport(default, new ReportBlock[29]);
        writer.SourceDescription(Sender, new string('n', 255));
        writer.ExtendedReport(Sender, new byte[XrWriter.MaxSize]);
        writer.Bye(Sender, new string('r', 255));
        Assert.Equal(28 + (29 * 24) + 268 + 200 + 264, writer.Written.Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    [InlineData(0x7fffff, 0x7fffff)]
    [InlineData(-0x800000, -0x800000)]
    [InlineData(int.MaxValue, 0x7fffff)]
    [InlineData(int.MinValue, -0x800000)]
    public void Losses_are_24_bits_with_a_sign_and_stay_at_their_ends(int lost, int expected)
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(wire);
        writer.ReceiverReport(Sender, [Block with { CumulativeLost = lost }]);
        Assert.True(ReportBlock.TryParse(writer.Written[8..], out ReportBlock block));
        Assert.Equal(expected, block.CumulativeLost);
    }

    [Theory]
    // RFC 3550 §6.4.1, figure 2.
    [InlineData(0xb710_8000, 0xb705_2000, 0x0005_4000, 6.125)]
    // A clock's grain makes it come out a little below zero; more than a second below, somebody's figures are wrong.
    [InlineData(0xb705_2000, 0xb705_1fff, 0x0000_0002, 0.0)]
    [InlineData(0xb705_2000, 0xb705_2000, 0x0001_0001, null)]
    // Across the wrap of the middle bits; and with no sender report at all.
    [InlineData(0x0000_8000, 0xffff_0000, 0x0000_8000, 1.0)]
    [InlineData(0xb705_2000, 0, 0, null)]
    public void The_round_trip_is_what_was_not_spent_at_the_receiver(uint arrival, uint last, uint delay, double? seconds)
    {
        TimeSpan? expected = seconds is { } value ? TimeSpan.FromSeconds(value) : null;
        Assert.Equal(expected, (Block with { LastReport = last, DelaySinceLastReport = delay }).RoundTrip(new((ulong)arrival << 16)));
    }

    [Fact]
    public void A_source_is_found_by_its_number()
    {
        byte[] wire = Hex.Bytes("82ca 0005 00000001 02 01 61 00 00000002 01 01 78 07 01 79 00 00 82cb 0002 00000001 00000002");
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket compound, out _));
        foreach (RtcpPacket packet in compound)
        {
            if (SourceDescription.TryParse(packet, out SourceDescription description))
            {
                Assert.False(description.TryGetCanonicalName(new(1), out _));
                Assert.True(description.TryGetCanonicalName(new(2), out ReadOnlySpan<byte> name));
                Assert.Equal("x"u8, name);
            }

            if (Bye.TryParse(packet, out Bye bye))
                Assert.Equal((true, true, false), (bye.Contains(new(1)), bye.Contains(new(2)), bye.Contains(new(3))));
        }
    }

    internal static string Describe(CompoundPacket compound)
    {
        List<string> packets = [];
        foreach (RtcpPacket packet in compound)
            packets.Add(Describe(packet));
        return string.Join("; ", packets);
    }

    private static string Describe(RtcpPacket packet)
    {
        if (SenderReport.TryParse(packet, out SenderReport sr, out ReportBlocks blocks))
            return $"SR {sr.Sender} {sr.Ntp} {sr.Rtp} {sr.Packets} {sr.Octets}{Describe(blocks)}";
        if (ReceiverReport.TryParse(packet, out ReceiverReport rr, out blocks))
            return $"RR {rr.Sender}{Describe(blocks)}";
        if (SourceDescription.TryParse(packet, out SourceDescription description))
        {
            StringBuilder text = new("SDES");
            foreach (SdesItem item in description)
                text.Append(' ').Append(item.Source).Append(' ').Append(Encoding.UTF8.GetString(item.Text));
            return text.ToString();
        }

        if (Bye.TryParse(packet, out Bye bye))
            return $"BYE {(bye.Count > 0 ? bye[0].ToString() : "")} {Encoding.UTF8.GetString(bye.Reason)}";
        if (ExtendedReport.TryParse(packet, out ExtendedReport report))
            return ExtendedReportTests.Describe(report);
        if (ReceiverSummary.TryParse(packet, out ReceiverSummary rsi))
            return $"RSI {rsi.Sender} {rsi.Source} {rsi.Ntp} {rsi.Receivers} {rsi.AverageSize} {rsi.Bandwidth?.BitsPerSecond}";
        if (IdmsSettings.TryParse(packet, out IdmsSettings idms))
            return $"IDMS {idms.Sender} {idms.Source} {idms.Group} {idms.Received} {idms.Rtp} {idms.Presented}";
        return $"{packet.Type} {packet.Count} {packet.Body.Length}";
    }

    private static string Describe(ReportBlocks blocks)
    {
        string text = "";
        foreach (ReportBlock b in blocks)
        {
            text += $" [{b.Source} {b.FractionLost} {b.CumulativeLost} {b.HighestSequence}"
                + $" {b.Jitter} {b.LastReport:x} {b.DelaySinceLastReport}]";
        }

        return text;
    }
}
