using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Testing;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

public sealed class ParityEncoderTests
{
    [Fact]
    public void A_repair_packet_is_what_the_RFC_says_byte_by_byte()
    {
        // A row of two: marker and one CSRC in the first, four bytes; two bytes in the second. Lengths 8 and 2 behind the header.
        FecEncoder encoder = new(127, new(new(0x0fec0001), new(65_535), default), new(0x5eed0001));
        encoder.Change(ParityLayout.OfRows(2));
        encoder.Accept(Hex.Bytes("81e0fffe 00015f90 5eed0001 aabbccdd 01020304"));
        Assert.False(encoder.HasNext);
        encoder.Accept(Hex.Bytes("8060ffff 00015f91 5eed0001 1020"));
        Assert.True(encoder.HasNext);
        byte[] packet = new byte[encoder.NextSize];
        Assert.Equal(packet.Length, encoder.WriteNext(packet));
        byte[] expected = Hex.Bytes("817fffff 00015f91 0fec0001 5eed0001 | 4180 000a 00000001 fffe 02 00 | ba9bccdd 01020304");
        Assert.Equal(Hex.Text(expected), Hex.Text(packet));
        Assert.False(encoder.HasNext);
    }

    [Fact]
    public void A_row_leaves_at_its_end_and_says_whether_columns_follow()
    {
        RepairBench rows = new(ParityLayout.OfRows(4)), both = new(ParityLayout.OfBoth(4, 3));
        Assert.Equal(["Row 0 1x4 after 4", "Row 4 1x4 after 8"], Timetable(rows, 8));
        Assert.Equal(["RowBeforeColumns 0 1x4 after 4", "RowBeforeColumns 4 1x4 after 8", "RowBeforeColumns 8 1x4 after 12"],
            Timetable(both, 12));
    }

    [Fact]
    public void Columns_are_spread_over_the_block_behind_them()
    {
        Assert.Equal(
            ["Column 0 3x2 after 8", "Column 1 3x2 after 10", "Column 2 3x2 after 12",
                "Column 6 3x2 after 14", "Column 7 3x2 after 16", "Column 8 3x2 after 18"],
            Timetable(new(ParityLayout.OfColumns(3, 2)), 18));
    }

    [Fact]
    public void A_layout_changes_from_the_next_block_on_and_what_was_to_be_spread_over_a_longer_one_leaves_with_the_shorter()
    {
        RepairBench bench = new(ParityLayout.OfColumns(4, 2));
        MediaPackets media = new(1, first: 0);
        List<byte[]> before = bench.Send(media.Take(5));
        bench.Encoder.Change(ParityLayout.OfRows(2));
        Assert.Equal(ParityLayout.OfColumns(4, 2), bench.Encoder.Layout);
        List<byte[]> after = bench.Send(media.Take(3));
        Assert.Equal(ParityLayout.OfRows(2), bench.Encoder.Layout);
        Assert.Empty(before.Concat(after));
        Assert.Equal(["Row 8 1x2", "Column 0 4x2", "Column 1 4x2", "Column 2 4x2", "Column 3 4x2"], Names(bench.Send(media.Take(2))));
    }

    [Fact]
    public void What_is_protected_no_more_still_gets_the_columns_of_its_last_block()
    {
        RepairBench bench = new(ParityLayout.OfColumns(2, 2));
        MediaPackets media = new(1, first: 0);
        bench.Send(media.Take(3));
        bench.Encoder.Change(ParityLayout.None);
        Assert.Equal(["Column 0 2x2", "Column 1 2x2"], Names(bench.Send(media.Take(20))));
        Assert.Empty(bench.Flush());
    }

    [Theory]
    [InlineData("3x3", 1, "Row 0 1x1")]
    [InlineData("3x3", 2, "Row 0 1x1, Row 1 1x1")]
    [InlineData("3x3", 5, "Column 0 3x2, Column 1 3x2, Row 2 1x1")]
    [InlineData("3x0", 2, "Row 0 1x2")]
    [InlineData("3x3+rows", 1, "Row 0 1x1")]
    [InlineData("3x3+rows", 2, "RowBeforeColumns 0 1x2, Row 0 1x1, Row 1 1x1")]
    [InlineData("3x3+rows", 5, "RowBeforeColumns 0 1x3, RowBeforeColumns 3 1x2, Column 0 3x2, Column 1 3x2, Row 2 1x1")]
    [InlineData("3x3", 0, "")]
    public void A_block_is_closed_with_what_it_has(string text, int packets, string expected)
    {
        Assert.True(ParityLayout.TryParse(text, out ParityLayout layout));
        RepairBench bench = new(layout);
        List<byte[]> parity = bench.Send(new MediaPackets(1, first: 0).Take(packets));
        Assert.Equal(expected, string.Join(", ", Names([.. parity, .. bench.Flush()])));
        Assert.Empty(bench.Flush());
    }

    [Fact]
    public void A_hole_in_the_numbers_ends_a_block()
    {
        RepairBench bench = new(ParityLayout.OfRows(3));
        MediaPackets media = new(1, first: 0);
        bench.Send(media.Take(2));
        media.Skip(1);
        Assert.Equal(["Row 0 1x2", "Row 3 1x3"], Names(bench.Send(media.Take(3))));
    }

    [Fact]
    public void A_packet_too_long_to_protect_is_a_hole()
    {
        RepairBench bench = new(ParityLayout.OfRows(3));
        List<byte[]> media = new MediaPackets(1, first: 0).Take(6);
        byte[] giant = [.. media[2], .. new byte[ParityEncoder.MostPacket]];
        giant[0] &= 0xdf;
        Assert.Equal(["Row 0 1x2", "Row 3 1x3"], Names(bench.Send([media[0], media[1], giant, .. media[3..]])));
    }

    [Fact]
    public void Numbers_of_the_parity_stream_follow_each_other_over_the_wrap_and_its_stamps_are_those_of_the_newest_packet()
    {
        RepairBench bench = new(ParityLayout.OfBoth(4, 4));
        List<byte[]> media = new MediaPackets(3).Take(200);
        RtpTimestamp newest = default;
        int expected = RepairBench.ParityStream.First.Value;
        foreach (byte[] packet in media)
        {
            foreach (byte[] parity in bench.Send(packet))
            {
                Assert.True(RtpHeader.TryParse(parity, out RtpHeader header, out _, out _));
                Assert.True(RtpHeader.TryParse(packet, out RtpHeader of, out _, out _));
                Assert.Equal((ushort)expected++, header.Sequence.Value);
                newest = header.Timestamp;
                Assert.Equal(of.Timestamp, newest);
            }
        }

        Assert.NotEqual(default, newest);
        // 50 rows, the columns of eleven blocks, and two of the twelfth.
        Assert.Equal(50 + 44 + 2, expected - RepairBench.ParityStream.First.Value);
    }

    [Fact]
    public void What_is_set_free_together_stands_behind_what_comes_in_its_turn()
    {
        FecEncoder encoder = new(RepairBench.ParityType, RepairBench.ParityStream, RepairBench.Source);
        MediaPackets media = new(1, first: 0);
        encoder.Change(ParityLayout.OfColumns(4, 2));
        media.Take(8).ForEach(packet => encoder.Accept(packet));
        encoder.Change(ParityLayout.OfRows(2));
        media.Take(4).ForEach(packet => encoder.Accept(packet));

        List<string> order = [];
        byte[] wire = new byte[2_000];
        while (encoder.HasNext)
        {
            string freed = encoder.IsNextFreed ? " freed" : "";
            order.Add(Name(wire[..encoder.WriteNext(wire)]) + freed);
        }

        Assert.Equal(
            ["Row 8 1x2", "Column 0 4x2", "Row 10 1x2", "Column 1 4x2 freed", "Column 2 4x2 freed", "Column 3 4x2 freed"], order);
    }

    [Fact]
    public void What_nobody_takes_is_given_up_oldest_first()
    {
        ParityEncoder encoder = new(RepairBench.Source);
        encoder.Change(ParityLayout.OfRows(2));
        foreach (byte[] packet in new MediaPackets(4, first: 0).Take(600))
            encoder.Accept(packet);
        Assert.Equal(300 - 192, encoder.GivenUp);
        Assert.True(encoder.TryTake(out RepairPacket repair));
        Assert.Equal(2 * (300 - 192), repair.Base.Value);
    }

    [Fact]
    public void A_packet_of_another_source_is_a_broken_invariant()
    {
        FecEncoder encoder = new(127, RepairBench.ParityStream, new(9));
        Assert.Throws<InvalidOperationException>(() => encoder.Accept(new MediaPackets(1).Next()));
    }

    private static List<string> Timetable(RepairBench bench, int packets)
    {
        List<string> all = [];
        MediaPackets media = new(1, first: 0);
        for (int sent = 1; sent <= packets; sent++)
            all.AddRange(Names(bench.Send(media.Next())).Select(name => $"{name} after {sent}"));
        return all;
    }

    private static List<string> Names(List<byte[]> parity) => [.. parity.Select(Name)];

    private static string Name(byte[] packet)
    {
        Assert.True(FlexFecPacket.TryParse(packet, out RepairPacket repair, out _));
        return $"{repair.Kind} {repair.Base} {repair.Stride}x{repair.Count}";
    }
}
