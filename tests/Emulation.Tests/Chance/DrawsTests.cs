using Streaming.Emulation.Chance;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Tests.Chance;

/// <summary>Draws against their distributions, within four standard errors.</summary>
public sealed class DrawsTests
{
    private const int Many = 1_000_000;

    [Fact]
    public void Normal_values_are_normal_by_their_first_four_moments_and_their_tails()
    {
        SeededRandom random = new(4);
        double[] values = [.. Enumerable.Range(0, Many).Select(_ => random.Normal())];
        Moment(values, value => value, 0, 1);
        Moment(values, value => value * value, 1, 2);
        Moment(values, value => value * value * value, 0, 15);
        Moment(values, value => value * value * value * value, 3, 96);
        Estimate.MustBeShare(values.Count(value => value > 1.6448536270), Many, 0.05, "the upper twentieth");
        Estimate.MustBeShare(values.Count(value => Math.Abs(value) > 3), Many, 0.0026997961, "beyond three deviations");
    }

    [Fact]
    public void Exponential_values_have_their_mean_and_no_memory()
    {
        SeededRandom random = new(6);
        double[] values = [.. Enumerable.Range(0, Many).Select(_ => random.Exponential(TimeSpan.FromSeconds(2)).TotalSeconds / 2)];
        Moment(values, value => value, 1, 1);
        Moment(values, value => value * value, 2, 20);
        int beyondOne = values.Count(value => value > 1);
        Estimate.MustBeShare(beyondOne, Many, Math.Exp(-1), "beyond the mean");
        Estimate.MustBeShare(values.Count(value => value > 3), beyondOne, Math.Exp(-2), "of those, two means more");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(500_000_000)]
    [InlineData(1_000_000_000)]
    public void A_share_of_all_cases_happens(long billionths)
    {
        SeededRandom random = new(8);
        int happened = Enumerable.Range(0, Many).Count(_ => random.Happens(new Ratio(billionths)));
        if (billionths is 0 or 1_000_000_000)
            Assert.Equal(billionths == 0 ? 0 : Many, happened);
        else
            Estimate.MustBeShare(happened, Many, billionths / 1e9, "what happens");
    }

    /// <summary>Worked out with sixty digits elsewhere: the first is a unit of the last place above that, the others are it.</summary>
    [Fact]
    public void The_same_seed_draws_the_same_to_the_last_bit_on_every_machine()
    {
        SeededRandom random = new(1);
        long[] bits = [4_611_165_384_767_988_459, 4_608_542_912_340_514_172, 4_601_567_707_557_835_741];
        Assert.Equal(bits, Enumerable.Range(0, 3).Select(_ => BitConverter.DoubleToInt64Bits(random.Normal())));
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal([736_952L, 3_134_054L], [random.Exponential(second).Ticks, random.HalfNormal(second).Ticks]);
    }

    private static void Moment(double[] values, Func<double, double> of, double truth, double variance) =>
        Assert.Equal(truth, values.Average(of), 4 * Math.Sqrt(variance / values.Length));
}
