using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtp;

namespace Streaming.Codecs.Tests.Rtp;

/// <summary>What wraps on the wire has a distance, which is right across the wrap.</summary>
public sealed class WrappingTests
{
    [Theory]
    [InlineData(65_535, 0, -1)]
    [InlineData(0, 65_535, 1)]
    [InlineData(5, 5, 0)]
    [InlineData(32_767, 0, 32_767)]
    [InlineData(32_768, 0, -32_768)]
    public void Sequence_numbers_have_a_distance(int number, int earlier, int expected) =>
        Assert.Equal(expected, new SequenceNumber((ushort)number).Since(new((ushort)earlier)));

    [Theory]
    [InlineData(uint.MaxValue, 0u, -1)]
    [InlineData(0u, uint.MaxValue, 1)]
    [InlineData(900u, uint.MaxValue - 899, 1_800)]
    [InlineData(0x7fff_ffffu, 0u, int.MaxValue)]
    [InlineData(0x8000_0000u, 0u, int.MinValue)]
    public void Timestamps_have_a_distance(uint stamp, uint earlier, int expected) =>
        Assert.Equal(expected, new RtpTimestamp(stamp).Since(new(earlier)));

    [Fact]
    public void Going_on_and_measuring_are_each_other_s_inverse() =>
        Prop.ForAll<ushort, short, (uint Stamp, int Units)>((number, count, rest) =>
            (new SequenceNumber(number) + count).Since(new(number)) == count
            && (new RtpTimestamp(rest.Stamp) + rest.Units).Since(new(rest.Stamp)) == rest.Units).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1L, uint.MaxValue)]
    [InlineData(1L << 32, 0u)]
    [InlineData((1L << 32) + 1, 1u)]
    [InlineData(-(1L << 31), 0x8000_0000u)]
    [InlineData(long.MaxValue, uint.MaxValue)]
    public void A_long_way_wraps_as_often_as_it_must(long units, uint expected) =>
        Assert.Equal(expected, (new RtpTimestamp(0) + units).Value);
}
