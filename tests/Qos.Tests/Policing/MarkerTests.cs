using System.Numerics;
using Streaming.Primitives.Chance;
using Streaming.Qos.Policing;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Policing;

/// <summary>Both markers against the text of their RFCs, in whole numbers without bounds and without a thought of speed.</summary>
public sealed class MarkerTests
{
    private static readonly BigInteger PerByte = 8 * TimeSpan.TicksPerSecond;

    [Theory, Seeds(200)]
    public void One_rate_and_two_bursts_as_RFC_2697_says(ulong seed)
    {
        SeededRandom random = new(seed);
        (long rate, long committed, long excess) = (random.Next(1, 100_000_000), random.Next(0, 20_000), random.Next(0, 20_000));
        SingleRateMarker marker = new(new(rate), new(committed), new(excess), new(0));
        (BigInteger tc, BigInteger te) = (committed * PerByte, excess * PerByte);
        foreach ((long ticks, Instant now, long size, Colour before) in Arrivals(random))
        {
            // §3: tokens go to Tc while it is below CBS, then to Te while that is below EBS, else nowhere.
            BigInteger earned = (BigInteger)rate * ticks, room = (committed * PerByte) - tc;
            te = BigInteger.Min(excess * PerByte, te + BigInteger.Max(0, earned - room));
            tc += BigInteger.Min(earned, room);

            Colour expected = Colour.Red;
            if (before == Colour.Green && tc >= size * PerByte)
                (expected, tc) = (Colour.Green, tc - (size * PerByte));
            else if (before != Colour.Red && te >= size * PerByte)
                (expected, te) = (Colour.Yellow, te - (size * PerByte));
            Assert.Equal(expected, marker.Mark(new(size), now, before));
        }
    }

    [Theory, Seeds(200)]
    public void Two_rates_as_RFC_2698_says(ulong seed)
    {
        SeededRandom random = new(seed);
        long rate = random.Next(1, 50_000_000), peak = rate + random.Next(50_000_000);
        (long burst, long peakBurst) = (random.Next(1, 20_000), random.Next(1, 20_000));
        TwoRateMarker marker = new(new(peak), new(peakBurst), new(rate), new(burst), new(0));
        (BigInteger tp, BigInteger tc) = (peakBurst * PerByte, burst * PerByte);
        foreach ((long ticks, Instant now, long size, Colour before) in Arrivals(random))
        {
            tp = BigInteger.Min(peakBurst * PerByte, tp + ((BigInteger)peak * ticks));
            tc = BigInteger.Min(burst * PerByte, tc + ((BigInteger)rate * ticks));

            Colour expected = Colour.Green;
            if (before == Colour.Red || tp < size * PerByte)
                expected = Colour.Red;
            else if (before == Colour.Yellow || tc < size * PerByte)
                expected = Colour.Yellow;
            tp -= expected != Colour.Red ? size * PerByte : 0;
            tc -= expected == Colour.Green ? size * PerByte : 0;
            Assert.Equal(expected, marker.Mark(new(size), now, before));
        }
    }

    [Fact]
    public void A_burst_is_green_then_yellow_then_red()
    {
        SingleRateMarker marker = new(BitRate.Kbps(8), new(2_000), new(1_000), new(0));
        Assert.Equal(
            [Colour.Green, Colour.Green, Colour.Yellow, Colour.Red],
            Enumerable.Range(0, 4).Select(_ => marker.Mark(new(1_000), new(0))));
        Assert.Equal(Colour.Green, marker.Mark(new(1_000), new Instant(0) + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet()
    {
        Policer policer = new(
            new SingleRateMarker(BitRate.Mbps(1), new(10_000), new(10_000), new(0)),
            PolicerAction.Pass,
            PolicerAction.Remark(Dscp.AF42),
            PolicerAction.Drop);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            policer.Police(new(1_000), Dscp.AF41, new(i * 10_000L));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Green_passes_yellow_is_marked_down_red_is_dropped_and_all_are_counted()
    {
        Policer policer = new(
            new SingleRateMarker(BitRate.Kbps(8), new(1_000), new(1_000), new(0)),
            PolicerAction.Pass,
            PolicerAction.Remark(Dscp.AF42),
            PolicerAction.Drop);
        Assert.Equal(new PolicerVerdict(Colour.Green, false, Dscp.AF41), policer.Police(new(1_000), Dscp.AF41, new(0)));
        Assert.Equal(new PolicerVerdict(Colour.Yellow, false, Dscp.AF42), policer.Police(new(900), Dscp.AF41, new(0)));
        Assert.Equal((Colour.Red, true), (policer.Police(new(800), Dscp.AF41, new(0)) is var third ? third.Colour : default, true));
        Assert.Equal(new PolicerCounters(new(1, new(1_000)), new(1, new(900)), new(1, new(800)), new(1, new(800))), policer.Counters);
    }

    private static IEnumerable<(long Ticks, Instant Now, long Size, Colour Before)> Arrivals(SeededRandom random)
    {
        Instant now = new(0);
        for (int i = 0; i < 500; i++)
        {
            long ticks = random.Next(1 << random.Next(1, 24));
            now += TimeSpan.FromTicks(ticks);
            yield return (ticks, now, random.Next(1, 3_000), (Colour)Math.Max(0, random.Next(6) - 3));
        }
    }
}
