using System.Numerics;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.FlowSpecs;

public sealed class TrafficSpecTests
{
    private static readonly TrafficSpec Film = new(BitRate.Mbps(2), new(15_000), BitRate.Mbps(10), new(60), new(1_500));

    [Fact]
    public void A_short_interval_is_bounded_by_the_peak_and_a_long_one_by_the_rate()
    {
        Assert.Equal(new ByteCount(1_500), Film.Allowed(TimeSpan.Zero));
        Assert.Equal(new ByteCount(2_750), Film.Allowed(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(new ByteCount(265_000), Film.Allowed(TimeSpan.FromSeconds(1)));
    }

    [Theory, Seeds(300)]
    public void What_an_interval_may_hold_is_exact_and_rounded_down_once(ulong seed)
    {
        SeededRandom random = new(seed);
        TrafficSpec traffic = SomeSpecs.Traffic(random);
        long ticks = SomeSpecs.Long(random, TimeSpan.TicksPerDay * 3_650);
        BigInteger perByte = 8 * TimeSpan.TicksPerSecond;
        BigInteger peak = (traffic.MaxPacket.Bytes * perByte) + (new BigInteger(traffic.Peak.BitsPerSecond) * ticks);
        BigInteger mean = (traffic.Depth.Bytes * perByte) + (new BigInteger(traffic.Rate.BitsPerSecond) * ticks);

        BigInteger expected = BigInteger.Min(BigInteger.Min(peak, mean) / perByte, long.MaxValue);
        Assert.Equal(expected, new BigInteger(traffic.Allowed(new(ticks)).Bytes));
    }

    [Fact]
    public void Where_one_of_two_has_no_peak_both_have_none()
    {
        TrafficSpec free = Film with { Peak = TrafficSpec.NoPeak };
        Assert.True(Film.HasPeak && (Film + Film).HasPeak);
        Assert.Equal(BitRate.Mbps(20), (Film + Film).Peak);
        Assert.False((Film + free).HasPeak || (free + free).HasPeak);
        Assert.Null(FlowSpecRules.Check(free + free));
    }

    [Theory]
    [InlineData(0, 15_000, 10, 60, 1_500, FlowSpecMistake.Zero, "r")]
    [InlineData(-1, 15_000, 10, 60, 1_500, FlowSpecMistake.Negative, "r")]
    [InlineData(2, 0, 10, 60, 1_500, FlowSpecMistake.Zero, "b")]
    [InlineData(2, long.MaxValue, 10, 60, 1_500, FlowSpecMistake.TooLarge, "b")]
    [InlineData(2, 15_000, long.MaxValue, 60, 1_500, FlowSpecMistake.TooLarge, "p")]
    [InlineData(2, 15_000, 1, 60, 1_500, FlowSpecMistake.PeakBelowRate, "p")]
    [InlineData(2, 15_000, 10, long.MinValue, 1_500, FlowSpecMistake.Negative, "m")]
    [InlineData(2, 15_000, 10, 1_501, 1_500, FlowSpecMistake.UnitAbovePacket, "m")]
    [InlineData(2, 1_499, 10, 60, 1_500, FlowSpecMistake.DepthBelowPacket, "b")]
    [InlineData(2, 15_000, 10, 60, 0, FlowSpecMistake.Zero, "M")]
    public void What_cannot_be_is_a_fault_with_its_term(long r, long b, long p, long m, long largest, FlowSpecMistake mistake, string term)
    {
        FlowSpecFault? fault = FlowSpecRules.Check(new TrafficSpec(new(r), new(b), new(p), new(m), new(largest)));

        Assert.Equal((mistake, term), (fault?.Mistake, fault?.Term));
        Assert.StartsWith(term, fault?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_themselves_are_in_order() => Assert.Null(FlowSpecRules.Check(new TrafficSpec(
        TrafficSpec.MostRate, TrafficSpec.MostDepth, TrafficSpec.MostRate, TrafficSpec.MostPacket, TrafficSpec.MostPacket)));
}
