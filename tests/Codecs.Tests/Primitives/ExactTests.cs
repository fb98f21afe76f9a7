using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Primitives;

public sealed class ExactTests
{
    [Theory]
    [InlineData(7, 3, 2, 10)]
    [InlineData(-7, 3, 2, -10)]
    [InlineData(7, -3, 2, -10)]
    [InlineData(long.MaxValue, 5, 5, long.MaxValue)]
    [InlineData(long.MinValue, 3, 4, -6917529027641081856)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue)]
    public void A_share_is_cut_towards_zero_however_large_the_product_is(long value, long by, long of, long share) =>
        Assert.Equal(share, Exact.Share(value, by, of));

    [Fact]
    public void Short_and_long_products_give_the_same()
    {
        SeededRandom random = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            long value = (long)random.NextUInt64() >> random.Next(40), by = (long)random.NextUInt64() >> (24 + random.Next(30));
            long of = 1 + random.Next(int.MaxValue);
            Int128 expected = (Int128)value * by / of;
            if (expected >= long.MinValue && expected <= long.MaxValue)
                Assert.Equal((long)expected, Exact.Share(value, by, of));
        }
    }

    [Theory]
    [InlineData(0.5, 0, 1)]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(0.5, 10, 0.0009765625)]
    [InlineData(-2, 7, -128)]
    [InlineData(0, 5, 0)]
    [InlineData(0.999, 1_000_000_000_000, 0)]
    public void Whole_powers_are_products(double value, long exponent, double power) => Assert.Equal(power, Powers.Of(value, exponent));
}
