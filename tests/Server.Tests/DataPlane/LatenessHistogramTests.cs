using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Tests.DataPlane;

public sealed class LatenessHistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3.7)]
    [InlineData(250)]
    [InlineData(999)]
    [InlineData(40_000)]
    public void A_quantile_is_right_to_a_quarter_of_itself(double microseconds)
    {
        LatenessHistogram histogram = new();
        histogram.Add(TimeSpan.FromMicroseconds(microseconds), 10);
        Span<long> totals = stackalloc long[LatenessHistogram.Buckets];
        totals.Clear();
        histogram.AddTo(totals);

        double median = LatenessHistogram.Quantile(totals, 0.5).TotalMicroseconds;
        Assert.InRange(median, microseconds, Math.Max(1, microseconds * 1.25));
        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), histogram.Worst);
    }

    [Fact]
    public void One_late_packet_in_a_thousand_shows_in_the_worst_and_not_at_99_per_cent()
    {
        LatenessHistogram histogram = new();
        histogram.Add(TimeSpan.FromMicroseconds(100), 999);
        histogram.Add(TimeSpan.FromSeconds(2), 1);
        Span<long> totals = stackalloc long[LatenessHistogram.Buckets];
        totals.Clear();
        histogram.AddTo(totals);

        Assert.InRange(LatenessHistogram.Quantile(totals, 0.99).TotalMicroseconds, 100, 125);
        Assert.Equal(TimeSpan.FromSeconds(2), histogram.Worst);
    }
}
