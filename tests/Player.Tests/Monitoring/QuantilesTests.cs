using Streaming.Player.Monitoring;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Monitoring;

public sealed class QuantilesTests
{
    [Theory]
    [Seeds(100)]
    public void A_percentile_is_never_too_low_and_at_most_a_sixteenth_too_high(ulong seed)
    {
        SeededRandom random = new(seed);
        Quantiles quantiles = new();
        List<long> values = [];
        for (int i = 0; i < 500; i++)
        {
            long value = (long)(random.NextUInt64() >> (2 + random.Next(62)));
            values.Add(value);
            quantiles.Add(value);
        }

        values.Sort();
        foreach (int percent in new[] { 1, 50, 90, 99, 100 })
        {
            long exact = values[((values.Count * percent) + 99) / 100 - 1];
            Assert.InRange(quantiles.Percentile(percent), exact, exact + (exact / 16));
        }

        Assert.Equal(values[^1], quantiles.Largest);
    }

    [Fact]
    public void Small_values_are_exact_and_of_nothing_there_is_nothing()
    {
        Quantiles quantiles = new();
        Assert.Equal(0, quantiles.Percentile(50));
        for (int i = 0; i < 16; i++)
            quantiles.Add(i);
        Assert.Equal((7, 15), (quantiles.Percentile(50), quantiles.Percentile(100)));
        quantiles.Add(long.MaxValue);
        Assert.Equal(long.MaxValue, quantiles.Percentile(100));
    }
}
