using Streaming.Lab.Virtual.Checks;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Tests.Virtual.Checks;

public sealed class PromisedCurveTests
{
    private static readonly TrafficSpec Slow = new(BitRate.Kbps(80), new(3_000), TrafficSpec.NoPeak, new(100), new(1_500));

    [Fact]
    public void What_the_bucket_holds_may_leave_at_once_and_then_what_comes_to_the_tick()
    {
        PromisedCurve curve = new(Slow, At(0));
        Assert.Equal(0, curve.Sent(new(1_500), false, At(0)).Bytes);
        Assert.Equal(0, curve.Sent(new(1_500), false, At(0)).Bytes);

        // 10 bytes come in a millisecond.
        Assert.Equal(0, curve.Sent(new(1_000), false, At(100)).Bytes);
        Assert.Equal(1, curve.Sent(new(1_000), false, At(200) - new TimeSpan(1)).Bytes);
    }

    [Fact]
    public void A_small_packet_counts_as_the_smallest_that_is_policed()
    {
        PromisedCurve curve = new(Slow with { Depth = new(1_500) }, At(0));
        for (int i = 0; i < 15; i++)
            Assert.Equal(0, curve.Sent(new(40), false, At(0)).Bytes);
        Assert.Equal(100, curve.Sent(new(40), false, At(0)).Bytes);
    }

    [Fact]
    public void Above_the_peak_is_too_much_though_the_bucket_is_full()
    {
        PromisedCurve curve = new(Slow with { Depth = new(30_000), Peak = BitRate.Kbps(800) }, At(0));
        Assert.Equal(0, curve.Sent(new(1_500), false, At(0)).Bytes);
        Assert.Equal(500, curve.Sent(new(1_500), false, At(10)).Bytes);
    }

    [Fact]
    public void A_report_larger_than_any_packet_may_leave_and_is_owed()
    {
        PromisedCurve curve = new(Slow with { Depth = new(1_500) }, At(0));
        Assert.Equal(0, curve.Sent(new(1_600), true, At(0)).Bytes);
        Assert.Equal(100, curve.Sent(new(100), false, At(10)).Bytes);
    }

    [Fact]
    public void Over_a_change_no_more_leaves_than_the_deeper_bucket_and_all_that_came()
    {
        PromisedCurve curve = new(Slow, At(0));
        Assert.Equal(0, curve.Sent(new(3_000), false, At(0)).Bytes);
        curve.Change(Slow with { Rate = BitRate.Kbps(160) }, At(0));
        Assert.Equal(1_000, curve.Sent(new(1_000), false, At(0)).Bytes);
    }

    [Fact]
    public void A_change_to_a_deeper_bucket_gives_the_difference()
    {
        PromisedCurve curve = new(Slow, At(0));
        Assert.Equal(0, curve.Sent(new(3_000), false, At(0)).Bytes);
        curve.Change(Slow with { Depth = new(4_000) }, At(0));
        Assert.Equal(0, curve.Sent(new(1_000), false, At(0)).Bytes);
        Assert.Equal(100, curve.Sent(new(100), false, At(0)).Bytes);
    }

    private static Instant At(int milliseconds) => Instant.FromSeconds(100) + TimeSpan.FromMilliseconds(milliseconds);
}
