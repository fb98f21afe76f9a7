using Streaming.Emulation.Flows;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Flows;

public sealed class CrossSourceTests
{
    private static readonly Instant End = Start + TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(5_000_000, 1_200)]
    [InlineData(1_333_337, 1_337)]
    [InlineData(7, 3)]
    [InlineData(10_000_000_000, 1_500)]
    public void A_constant_source_sends_exactly_its_rate(long rate, long size)
    {
        CrossSource source = CrossSource.Constant(new(rate), B(size), Start, Start + TimeSpan.FromSeconds(1_000_000));
        for (long n = 0; n < 100_000 && source.Next < Instant.Never; n++, source.Emit())
        {
            Int128 work = (Int128)n * size * 8 * TimeSpan.TicksPerSecond;
            Assert.Equal((long)((work + rate - 1) / rate), source.Next.Ticks - Start.Ticks);
        }
    }

    [Fact]
    public void It_begins_at_its_time_and_has_ended_at_its_end()
    {
        CrossSource source = CrossSource.Constant(BitRate.Kbps(8), B(1_000), Start, Start + TimeSpan.FromSeconds(3));
        Assert.Equal([Start, At(1_000), At(2_000)], Times(source));
        Assert.Equal(B(1_000), source.Packet);
        Assert.Equal(Instant.Never, source.Next);
        Assert.Empty(Times(CrossSource.Bursts(BitRate.Kbps(8), B(1_000), Start, Start)));
    }

    [Fact]
    public void Bursts_are_a_second_at_twice_the_rate_and_a_second_of_silence()
    {
        List<Instant> times = Times(CrossSource.Bursts(BitRate.Kbps(80), B(1_000), Start, End));
        Assert.Equal(100, times.Count);
        for (int i = 0; i < times.Count; i++)
            Assert.Equal(At((i / 20 * 2_000) + (i % 20 * 50)), times[i]);
    }

    [Fact]
    public void Packets_by_chance_come_at_their_rate_and_at_exponential_distances()
    {
        const int Many = 400_000;
        CrossSource source = CrossSource.Poisson(BitRate.Mbps(8), B(1_000), Start, Instant.Never, seed: 12);
        double[] gaps = new double[Many];
        Instant last = Start;
        for (int i = 0; i < Many; i++, source.Emit())
            (gaps[i], last) = ((source.Next - last).TotalMilliseconds, source.Next);
        Assert.Equal(1, gaps.Average(), 4 / Math.Sqrt(Many));
        Assert.Equal(2, gaps.Average(gap => gap * gap), 4 * Math.Sqrt(20.0 / Many));
        Estimate.MustBeShare(gaps.Count(gap => gap > 3), Many, Math.Exp(-3), "long gaps");

        // Neighbours have nothing to do with each other.
        Assert.Equal(0, gaps.Zip(gaps.Skip(1)).Average(pair => (pair.First - 1) * (pair.Second - 1)), 4 / Math.Sqrt(Many));
    }

    [Theory]
    [Seeds(5)]
    public void A_seed_sends_at_the_same_times_again(ulong seed) => Assert.Equal(
        Times(CrossSource.Poisson(BitRate.Mbps(1), B(1_000), Start, End, seed)),
        Times(CrossSource.Poisson(BitRate.Mbps(1), B(1_000), Start, End, seed)));

    private static List<Instant> Times(CrossSource source)
    {
        List<Instant> times = [];
        for (; source.Next < Instant.Never; source.Emit())
            times.Add(source.Next);
        return times;
    }
}
