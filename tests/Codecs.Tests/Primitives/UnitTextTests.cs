using FsCheck;
using FsCheck.Fluent;

namespace Streaming.Codecs.Tests.Primitives;

public sealed class UnitTextTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData(" 1 h 30 m ", 5_400_000)]
    [InlineData("0ms", 0)]
    [InlineData("10min", 600_000)]
    [InlineData("1h30min", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    public void Durations_are_read_as_people_write_them(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData("NaN")]
    [InlineData("infinity")]
    [InlineData("10 seconds")]
    [InlineData("2minutes")]
    [InlineData("9999999999999999s")]
    [InlineData("999999999999999d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("1400", 1_400)]
    [InlineData("64k", 64_000)]
    [InlineData("50M", 50_000_000)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("12 kB", 12_000)]
    [InlineData("0", 0)]
    public void Sizes_are_read_as_people_write_them(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out ByteCount size));
        Assert.Equal(new ByteCount(bytes), size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("64q")]
    [InlineData("64kk")]
    [InlineData("64kb")]
    [InlineData("999999999999999T")]
    public void What_is_no_size_is_refused(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Theory]
    [InlineData("20Mb/s", 20_000_000)]
    [InlineData("2500k", 2_500_000)]
    [InlineData("64kbit/s", 64_000)]
    [InlineData("1Gbps", 1_000_000_000)]
    [InlineData("2.5Mb/s", 2_500_000)]
    [InlineData("800b/s", 800)]
    public void Rates_are_read_as_people_write_them(string text, long bits)
    {
        Assert.True(RateText.TryParse(text, out BitRate rate));
        Assert.Equal(new BitRate(bits), rate);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), number =>
            DurationText.TryParse(DurationText.Format(TimeSpan.FromMilliseconds(number.Get)), out TimeSpan duration)
            && duration == TimeSpan.FromMilliseconds(number.Get)
            && SizeText.TryParse(SizeText.Format(new(number.Get * 1_000L)), out ByteCount size) && size.Bytes == number.Get * 1_000L
            && RateText.TryParse(RateText.Format(new(number.Get)), out BitRate rate) && rate.BitsPerSecond == number.Get));
    }

    [Theory]
    [InlineData(1, "0.0001ms")]
    [InlineData(15_000, "1.5ms")]
    [InlineData(10_000_001, "1s0.0001ms")]
    [InlineData(600_000_000, "60s")]
    [InlineData(0, "0ms")]
    [InlineData(long.MaxValue, "922337203685s477.5807ms")]
    public void A_duration_is_written_to_the_tick(long ticks, string text)
    {
        Assert.Equal(text, DurationText.Format(new(ticks)));
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(ticks, duration.Ticks);
    }

    [Fact]
    public void What_is_finer_than_a_tick_or_a_billionth_is_refused_and_not_rounded()
    {
        Assert.False(DurationText.TryParse("0.00001ms", out _));
        Assert.False(RatioText.TryParse("0.00000001%", out _));
    }

    [Theory]
    [InlineData("0.1%", 1_000_000)]
    [InlineData("100%", 1_000_000_000)]
    [InlineData("0%", 0)]
    [InlineData("0.0000001%", 1)]
    [InlineData("12.3456789%", 123_456_789)]
    public void Shares_are_read_as_people_write_them_and_written_the_same(string text, long billionths)
    {
        Assert.True(RatioText.TryParse(text, out Ratio ratio));
        Assert.Equal(new Ratio(billionths), ratio);
        Assert.Equal(text, RatioText.Format(ratio));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("%")]
    [InlineData("-1%")]
    [InlineData("100.1%")]
    [InlineData("1e-6%")]
    [InlineData("1%%")]
    public void What_is_no_share_is_refused(string text) => Assert.False(RatioText.TryParse(text, out _));

    [Fact]
    public void No_text_makes_them_throw()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            _ = DurationText.TryParse(text, out _) | RatioText.TryParse(text, out _);
            _ = SizeText.TryParse(text, out _) | RateText.TryParse(text, out _);
            return true;
        }));
    }
}
