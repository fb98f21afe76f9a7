using Streaming.Lab.Records;

namespace Streaming.Lab.Tests.Records;

public sealed class DistributionTests
{
    [Fact]
    public void Quantiles_are_the_least_values_that_so_many_do_not_exceed()
    {
        Distribution values = new();
        for (int i = 1; i <= 100; i++)
            values.Add(TimeSpan.FromMilliseconds(i));
        Assert.Equal((100, 50.5, 100), (values.Count, values.Mean, values.Max));
        Assert.Equal((50, 99, 100, 1), (values.Quantile(0.5), values.Quantile(0.99), values.Quantile(1), values.Quantile(0)));
    }

    [Fact]
    public void Values_below_zero_count_by_their_size_where_that_is_asked_for()
    {
        Distribution values = new();
        values.Add(TimeSpan.FromMilliseconds(-8), 2);
        values.Add(TimeSpan.FromMilliseconds(1.5), 98);
        Assert.Equal((-8, 1.5, 8), (values.Quantile(0.01), values.Quantile(0.99), values.QuantileOfSize(0.99)));
    }

    [Theory, InlineData(0.04, 0), InlineData(0.06, 0.1), InlineData(199.9, 199.9), InlineData(200.6, 201), InlineData(9_000, 9_000)]
    public void Classes_are_fine_below_a_fifth_of_a_second(double value, double found)
    {
        Distribution values = new();
        values.Add(TimeSpan.FromMilliseconds(value));
        Assert.Equal(found, values.Quantile(1));
    }

    [Fact]
    public void What_is_put_together_is_what_was_counted_together()
    {
        (Distribution one, Distribution other, Distribution all) = (new(), new(), new());
        for (int i = 0; i < 1_000; i++)
        {
            TimeSpan value = TimeSpan.FromMicroseconds(((i * 7_919) % 300_000) - 100_000);
            (i % 3 == 0 ? one : other).Add(value);
            all.Add(value);
        }

        one.Add(other);
        Assert.Equal(all.Summary(), one.Summary());
        Assert.Null(new Distribution().Summary());
    }

    [Fact]
    public void One_that_begins_anew_knows_nothing_of_what_was_before()
    {
        Distribution used = new(), fresh = new();
        foreach (int value in (int[])[-9_000, -3, 0, 12, 250, 20_000])
            used.Add(TimeSpan.FromMilliseconds(value));
        used.Clear();
        Assert.Null(used.Summary());
        foreach (Distribution one in (Distribution[])[used, fresh])
        {
            one.Add(TimeSpan.FromMilliseconds(7));
            one.Add(TimeSpan.FromMilliseconds(-40), 3);
        }

        Assert.Equal(fresh.Summary(), used.Summary());
        Assert.Equal((-40.0, 7.0), (used.Quantile(0.75), used.Quantile(1)));
    }
}
