using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Admission;

public sealed class DelayTermsTests
{
    [Fact]
    public void The_bound_is_that_of_the_standard()
    {
        // r = 1 Mb/s, b = 11 000, p = 4 Mb/s, M = 1 000; R = 2 Mb/s over two links: C = 2 000, D = 2 × (1 ms + 1 500 bytes at 12 Mb/s).
        // (b-M)/R × (p-R)/(p-r) = 40 ms × 2/3; (M+C)/R = 12 ms; D = 4 ms.
        TrafficSpec traffic = new(BitRate.Mbps(1), new(11_000), BitRate.Mbps(4), new(100), new(1_000));
        Link link = new(0, "l", BitRate.Mbps(12), Ratio.One, new(1), TimeSpan.FromMilliseconds(1), null);
        DelayTerms terms = default(DelayTerms).Through(link).Through(link);

        Assert.Equal(TimeSpan.FromMilliseconds(4), terms.Fixed);
        Assert.Equal(426_667, terms.Bound(traffic, BitRate.Mbps(2)).Ticks);

        // At the peak and above only the packets count: 3 000 bytes at 4 and 8 Mb/s.
        Assert.Equal(TimeSpan.FromMilliseconds(10), terms.Bound(traffic, BitRate.Mbps(4)));
        Assert.Equal(TimeSpan.FromMilliseconds(7), terms.Bound(traffic, BitRate.Mbps(8)));
    }

    [Theory, Seeds(500)]
    public void The_rate_found_keeps_the_delay_and_one_bit_a_second_less_does_not(ulong seed)
    {
        SeededRandom random = new(seed);
        long Any(int digits) => 1 + (long)(random.NextUInt64() % (ulong)Math.Pow(10, 1 + random.Next(digits)));
        long rate = Any(12), packet = 1 + random.Next(65_000);
        long peak = random.Next(4) == 0 ? rate : Math.Min(rate + Any(12), Link.LargestRate.BitsPerSecond);
        TrafficSpec traffic = new(new(rate), new(packet + Any(10)), new(peak), new(1), new(packet));
        DelayTerms terms = default;
        for (int i = random.Next(5); i > 0; i--)
            terms = terms.Through(new(0, "l", new(1_000_000 + Any(12)), Ratio.One, new(1), new(Any(6)), null));
        TimeSpan delay = terms.Fixed + new TimeSpan(Any(10));

        if (!terms.TryFindRate(traffic, delay, out BitRate reserved))
        {
            Assert.True(terms.Bound(traffic, Link.LargestRate) > delay);
            return;
        }

        Assert.True(reserved >= traffic.Rate);
        Assert.True(terms.Bound(traffic, reserved) <= delay);
        Assert.True(reserved == traffic.Rate || terms.Bound(traffic, new(reserved.BitsPerSecond - 1)) > delay);
    }

    [Fact]
    public void What_is_fixed_cannot_be_bought_off()
    {
        DelayTerms terms = default(DelayTerms).Through(
            new(0, "l", BitRate.Mbps(1), Ratio.One, new(1), TimeSpan.FromMilliseconds(50), null));

        Assert.False(terms.TryFindRate(Nets.Traffic(BitRate.Kbps(1)), terms.Fixed, out _));
        Assert.False(terms.TryFindRate(Nets.Traffic(BitRate.Kbps(1)), TimeSpan.Zero, out _));
    }
}
