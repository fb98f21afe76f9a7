namespace Streaming.Codecs.Tests.Primitives;

public sealed class ClockRateTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(90_000)]
    public void Units_survive_the_way_through_ticks_and_back(int hertz)
    {
        ClockRate clock = new(hertz);
        for (long units = -200_003; units < 10_000_000_000; units = (units * 3 / 2) + 200_017)
            Assert.Equal(units, clock.ToUnits(clock.ToTime(units)));
    }

    [Fact]
    public void A_day_of_ticks_does_not_overflow()
    {
        Assert.Equal(90_000L * 86_400 * 365, ClockRate.Video.ToUnits(TimeSpan.FromDays(365)));
    }
}
