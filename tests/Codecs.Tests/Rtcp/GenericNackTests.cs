using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class GenericNackTests
{
    [Theory]
    [InlineData("81cd0003 11223344 aabbccdd 00010000", "11223344 aabbccdd: 1")]
    [InlineData("81cd0003 11223344 aabbccdd fffe8005", "11223344 aabbccdd: 65534 65535 1 14")]
    [InlineData("81cd0004 11223344 aabbccdd 0001ffff 00120000", "11223344 aabbccdd: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18")]
    public void Losses_are_read_and_written_the_same(string wire, string expected)
    {
        Assert.Equal(expected, Describe(wire));

        Assert.True(CompoundPacket.TryParse(Hex.Bytes(wire), out CompoundPacket compound, out _));
        foreach (RtcpPacket packet in compound)
        {
            Assert.True(GenericNack.TryParse(in packet, out GenericNack nack));
            SequenceNumber[] numbers = [.. Numbers(nack)];
            NackEntry[] entries = new NackEntry[numbers.Length];
            int count = NackEntry.Pack(numbers, entries);
            CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
            writer.GenericNack(nack.Sender, nack.Source, entries.AsSpan(0, count));
            Assert.Equal(Hex.Bytes(wire), writer.Written.ToArray());
        }
    }

    [Theory]
    // No packet named, a picture loss, and another kind of transport feedback.
    [InlineData("81cd0002 11223344 aabbccdd")]
    [InlineData("81ce0003 11223344 aabbccdd 00010000")]
    [InlineData("83cd0003 11223344 aabbccdd 00010000")]
    public void It_is_told_from_other_feedback(string wire) => Assert.Equal("", Describe(wire));

    [Fact]
    public void The_most_that_one_names_fits_behind_a_report_and_a_name()
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(1), new ReportBlock[1]);
        writer.SourceDescription(new(1), new string('n', 255));
        writer.GenericNack(new(1), new(2), new NackEntry[CompoundWriter.MostLost]);
        Assert.True(writer.Written.Length <= 640);
    }

    [Theory]
    [InlineData("5 6 21 22 5", 10, "5+8001 22+0 5+0")]
    [InlineData("65535 0 15 16", 10, "65535+8001 16+0")]
    [InlineData("9 8 7", 2, "9+0 8+0")]
    public void Numbers_are_put_together_in_few_entries(string numbers, int room, string expected)
    {
        NackEntry[] entries = new NackEntry[room];
        int count = NackEntry.Pack([.. numbers.Split(' ').Select(text => new SequenceNumber(ushort.Parse(text)))], entries);
        Assert.Equal(expected, string.Join(' ', entries[..count].Select(entry => $"{entry.First}+{entry.Following:x}")));
    }

    internal static List<SequenceNumber> Numbers(GenericNack nack)
    {
        List<SequenceNumber> numbers = [];
        foreach (NackEntry entry in nack)
        {
            int before = numbers.Count;
            foreach (SequenceNumber number in entry)
                numbers.Add(number);
            Assert.Equal(entry.Packets, numbers.Count - before);
        }

        return numbers;
    }

    private static string Describe(string wire)
    {
        Assert.True(CompoundPacket.TryParse(Hex.Bytes(wire), out CompoundPacket compound, out ParseError error), error.ToString());
        string found = "";
        foreach (RtcpPacket packet in compound)
        {
            if (GenericNack.TryParse(in packet, out GenericNack nack))
                found += $"{nack.Sender} {nack.Source}: {string.Join(' ', Numbers(nack))}";
        }

        return found;
    }
}
