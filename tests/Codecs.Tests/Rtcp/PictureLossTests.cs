using Streaming.Formats.Rtcp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class PictureLossTests
{
    private const string Golden = "80c90001 11223344 81ce0002 11223344 aabbccdd";

    [Fact]
    public void An_indication_is_written_behind_a_report()
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(0x11223344), []);
        writer.PictureLoss(new PictureLoss(new(0x11223344), new(0xaabbccdd)));
        Assert.Equal(Hex.Bytes(Golden), writer.Written.ToArray());
    }

    [Theory]
    [InlineData(Golden, "11223344 aabbccdd")]
    [InlineData("81ce0002 11223344 aabbccdd", "11223344 aabbccdd")]
    // A slice lost, a generic NACK, and what holds more than an indication should.
    [InlineData("82ce0003 11223344 aabbccdd 00000000", "")]
    [InlineData("81cd0003 11223344 aabbccdd 00010000", "")]
    [InlineData("81ce0003 11223344 aabbccdd ffffffff", "11223344 aabbccdd")]
    public void It_is_told_from_other_feedback(string wire, string expected)
    {
        Assert.True(CompoundPacket.TryParse(Hex.Bytes(wire), out CompoundPacket compound, out ParseError error), error.ToString());
        string found = "";
        foreach (RtcpPacket packet in compound)
            found += PictureLoss.TryParse(in packet, out PictureLoss loss) ? $"{loss.Sender} {loss.Source}" : "";
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("81ce0001 11223344")]
    [InlineData("81ce0000")]
    [InlineData("81cd0001 11223344")]
    public void Feedback_without_its_two_sources_is_refused(string wire)
    {
        Assert.False(CompoundPacket.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal("Truncated body at offset 0", error.ToString());
    }
}
