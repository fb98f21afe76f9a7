using Streaming.Qos.Envelopes;

namespace Streaming.Qos.Tests.Envelopes;

public sealed class RateUpTests
{
    [Theory]
    [InlineData(1, 1, 80_000_000)]
    [InlineData(1, 3, 26_666_667)]
    [InlineData(0, 7, 0)]
    [InlineData(1_000, 10_000_000, 8_000)]
    [InlineData(1_000, 9_999_999, 8_001)]
    [InlineData(1_000_000_000_000_000, 1_728_000_000_000, 46_296_296_297)]
    public void A_rate_is_enough_and_one_bit_less_is_not(long bytes, long ticks, long rate)
    {
        BitRate enough = RateUp.Of(new(bytes), new(ticks));
        Assert.Equal(rate, enough.BitsPerSecond);
        Assert.True((Int128)rate * ticks >= (Int128)bytes * 8 * TimeSpan.TicksPerSecond);
        Assert.True(rate == 0 || (Int128)(rate - 1) * ticks < (Int128)bytes * 8 * TimeSpan.TicksPerSecond);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nothing_passes_in_no_time(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RateUp.Of(new(1), new(ticks)));
}
