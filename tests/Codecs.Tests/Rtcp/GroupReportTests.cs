using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

/// <summary>What the sender of a group tells all its receivers: of themselves (RFC 5760), and when to show what (RFC 7272).</summary>
public sealed class GroupReportTests
{
    private static readonly Ssrc Sender = new(0x11223344);
    private static readonly Ssrc Source = new(0xAABBCCDD);

    /// <summary>Wire, meaning, and what is written where that is something else.</summary>
    public static TheoryData<string, string, string?> Packets => new()
    {
        {
            "80d10008 11223344 aabbccdd 83aa7e80 80000000 0c020078 000186a0 0b024000 00080000",
            "RSI 11223344 aabbccdd 83aa7e80.80000000 100000 120 8000", null
        },
        { "80d10004 11223344 aabbccdd 83aa7e80 80000000", "RSI 11223344 aabbccdd 83aa7e80.80000000  0 ", null },
        {
            "80d10006 11223344 aabbccdd 83aa7e80 80000000 0c02ffff ffffffff",
            "RSI 11223344 aabbccdd 83aa7e80.80000000 4294967295 65535 ", null
        },
        // Loss (4) and a sub-report nobody knows are skipped; the bandwidth of senders is not that of receivers; of fractions of a bit per
        // second nothing is left.
        {
            "80d10011 11223344 aabbccdd 83aa7e80 80000000 04050002 00010203 04050607 08090a0b 0c0d0e0f ff010000 0b028000 00010000"
            + "0b02c000 00010001 0c020040 00000007 63010000",
            "RSI 11223344 aabbccdd 83aa7e80.80000000 7 64 1000",
            "80d10008 11223344 aabbccdd 83aa7e80 80000000 0c020040 00000007 0b024000 00010000"
        },
        {
            "80d30008 11223344 aabbccdd 0000002a 83aa7e80 80000000 00015f90 83aa7e81 80000001",
            "IDMS 11223344 aabbccdd 42 83aa7e80.80000000 90000 83aa7e81.80000001", null
        },
        // Whatever a later version adds.
        {
            "9fd30009 11223344 aabbccdd 0000002a 83aa7e80 80000000 00015f90 83aa7e81 80000001 ffffffff",
            "IDMS 11223344 aabbccdd 42 83aa7e80.80000000 90000 83aa7e81.80000001",
            "80d30008 11223344 aabbccdd 0000002a 83aa7e80 80000000 00015f90 83aa7e81 80000001"
        },
    };

    [Theory]
    [MemberData(nameof(Packets))]
    public void Packets_are_read_and_written(string wire, string meaning, string? canonical)
    {
        Assert.True(CompoundPacket.TryParse(Hex.Bytes(wire), out CompoundPacket compound, out ParseError error), error.ToString());
        Assert.Equal(meaning, CompoundPacketTests.Describe(compound));
        Span<byte> rewritten = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(rewritten);
        foreach (RtcpPacket packet in compound)
        {
            if (ReceiverSummary.TryParse(packet, out ReceiverSummary summary))
                writer.ReceiverSummary(summary);
            if (IdmsSettings.TryParse(packet, out IdmsSettings settings))
                writer.IdmsSettings(settings);
        }

        Assert.Equal(Convert.ToHexString(Hex.Bytes(canonical ?? wire)), Convert.ToHexString(writer.Written));
    }

    [Theory]
    [InlineData("80d10003 11223344 aabbccdd 83aa7e80")]
    // A sub-report without a length, one that runs over, one that is shorter or longer than its kind.
    [InlineData("80d10006 11223344 aabbccdd 83aa7e80 80000000 00000000 00000000")]
    [InlineData("80d10005 11223344 aabbccdd 83aa7e80 80000000 ff020000")]
    [InlineData("80d10005 11223344 aabbccdd 83aa7e80 80000000 0c010000")]
    [InlineData("80d10007 11223344 aabbccdd 83aa7e80 80000000 0b034000 00000000 00000000")]
    [InlineData("80d30007 11223344 aabbccdd 0000002a 83aa7e80 80000000 00015f90 83aa7e81")]
    public void Packets_that_do_not_hold_what_they_say_are_refused(string wire)
    {
        Assert.False(CompoundPacket.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal("Truncated body at offset 0", error.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(8_000)]
    [InlineData(12_345)]
    [InlineData(65_535_999)]
    public void A_bandwidth_comes_back_to_the_bit_per_second(long rate) =>
        Assert.Equal(new BitRate(rate), Round(new(Sender, Source, new(1), null, 0, new(rate))).Bandwidth);

    [Fact]
    public void A_bandwidth_that_does_not_fit_is_the_largest_that_does() =>
        Assert.Equal(new BitRate(65_535_999), Round(new(Sender, Source, new(1), null, 0, new(1L << 40))).Bandwidth);

    [Fact]
    public void The_largest_summary_fits_its_limit()
    {
        Span<byte> wire = stackalloc byte[ReceiverSummary.MaxSize];
        CompoundWriter writer = new(wire);
        writer.ReceiverSummary(new(Sender, Source, new(1), 2, 3, new(4)));
        Assert.Equal(ReceiverSummary.MaxSize, writer.Written.Length);
    }

    private static ReceiverSummary Round(in ReceiverSummary summary)
    {
        Span<byte> wire = stackalloc byte[ReceiverSummary.MaxSize];
        CompoundWriter writer = new(wire);
        writer.ReceiverSummary(summary);
        Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out _));
        foreach (RtcpPacket packet in compound)
        {
            Assert.True(ReceiverSummary.TryParse(packet, out ReceiverSummary read));
            return read;
        }

        return default;
    }
}
