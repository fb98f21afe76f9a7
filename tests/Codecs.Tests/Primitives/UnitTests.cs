using FsCheck;
using FsCheck.Fluent;

namespace Streaming.Codecs.Tests.Primitives;

/// <summary>Units are integers inside: what is added up adds up.</summary>
public sealed class UnitTests
{
    [Fact]
    public void A_rate_in_a_time_is_an_amount_and_back()
    {
        Assert.Equal(new ByteCount(250_000), BitRate.Mbps(2) * TimeSpan.FromSeconds(1));
        Assert.Equal(BitRate.Mbps(2), BitRate.Of(new(250_000), TimeSpan.FromSeconds(1)));
        Assert.Equal(BitRate.Zero, BitRate.Of(new(1), TimeSpan.Zero));
        Assert.Equal(BitRate.Zero, BitRate.Of(new(1), TimeSpan.FromSeconds(-1)));

        // A terabit for a year passes 2⁶³ on the way and not in the end.
        Assert.Equal(new ByteCount(3_942_000_000_000_000_000), new BitRate(1_000_000_000_000) * TimeSpan.FromDays(365));
    }

    [Fact]
    public void Rates_add_up_exactly_and_never_silently_wrap() => Prop.ForAll<int, int>((a, b) =>
    {
        BitRate left = BitRate.Kbps(a), right = new(b);
        return left + right - right == left && (left < right) == (right > left) && (left <= right) != (left > right)
            && left.CompareTo(right) == left.BitsPerSecond.CompareTo(right.BitsPerSecond);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_overflow_is_an_error_not_a_number()
    {
        Assert.Throws<OverflowException>(() => new BitRate(long.MaxValue) + new BitRate(1));
        Assert.Throws<OverflowException>(() => new BitRate(long.MinValue) - new BitRate(1));
        Assert.Throws<OverflowException>(() => new ByteCount(long.MaxValue) + new ByteCount(1));
        Assert.Throws<OverflowException>(() => new ByteCount(long.MinValue) - new ByteCount(1));
    }

    [Theory]
    [InlineData(0, "0 b/s")]
    [InlineData(999, "999 b/s")]
    [InlineData(64_000, "64 kb/s")]
    [InlineData(2_500_000, "2.5 Mb/s")]
    [InlineData(1_000_000_000, "1000 Mb/s")]
    public void A_rate_prints_its_unit(long bitsPerSecond, string expected) =>
        Assert.Equal(expected, new BitRate(bitsPerSecond).ToString());

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(2_000_000, "2 MB")]
    [InlineData(3_210_000_000, "3.21 GB")]
    public void An_amount_prints_its_unit(long bytes, string expected) => Assert.Equal(expected, new ByteCount(bytes).ToString());

    [Fact]
    public void Instants_and_positions_have_distances_and_an_order()
    {
        Instant early = Instant.FromSeconds(1), late = early + TimeSpan.FromSeconds(2);
        Assert.Equal(TimeSpan.FromSeconds(2), late - early);
        Assert.Equal(early, late - TimeSpan.FromSeconds(2));
        Assert.Equal((early, late), (Instant.Min(early, late), Instant.Max(early, late)));
        Assert.True(early < late && late > early && early <= late && late >= early && Instant.Never > late);
        Assert.Equal("never", Instant.Never.ToString());

        MediaTime start = MediaTime.FromSeconds(-0.5), end = start + TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.FromSeconds(1), end - start);
        Assert.Equal((start, end), (MediaTime.Min(start, end), MediaTime.Max(start, end)));
        Assert.Equal((-0.5, "end"), (start.Seconds, MediaTime.End.ToString()));
        Assert.True(start < MediaTime.Zero && MediaTime.End > end && start <= end && end >= start);
    }
}
