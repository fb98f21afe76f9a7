using Streaming.Primitives.Chance;
using Streaming.Qos.Shaping;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Shaping;

/// <summary>What a bucket promises over changes of its rate and depth, held against every interval there is.</summary>
public sealed class BucketChangeTests
{
    private const long PerByte = 8 * TimeSpan.TicksPerSecond;

    [Theory, Seeds(400)]
    public void An_interval_with_one_change_stays_below_the_larger_of_the_two_curves(ulong seed)
    {
        List<Taken> taken = Run(new(seed), changes: 1);
        ForAllIntervals(taken, (first, last, units) =>
        {
            Int128 ticks = last.At.Ticks - first.At.Ticks;
            Assert.True(units <= Int128.Max(Curve(first, ticks), Curve(last, ticks)), $"{first} to {last}");
        });
    }

    [Theory, Seeds(400)]
    public void Over_any_number_of_changes_no_more_is_taken_than_the_deepest_bucket_and_what_the_rates_earned(ulong seed)
    {
        List<Taken> taken = Run(new(seed), changes: 12);
        ForAllIntervals(taken, (first, last, units) =>
        {
            int from = taken.IndexOf(first), to = taken.LastIndexOf(last);
            long deepest = taken[from..(to + 1)].Max(each => Math.Max(each.Depth, each.DeepestSince));
            Assert.True(units <= ((Int128)deepest * PerByte) + last.Earned - first.Earned, $"{first} to {last}");
        });
    }

    [Fact]
    public void What_falls_and_rises_again_at_once_gives_no_second_burst()
    {
        TokenBucket bucket = new(BitRate.Mbps(2), new(100_000), new(0));
        bucket.Consume(new(100_000), new(0));
        bucket.Change(BitRate.Mbps(1), new(10_000), new(0));
        bucket.Change(BitRate.Mbps(2), new(100_000), new(0));

        Assert.Equal(ByteCount.Zero, bucket.Level(new(0)));
    }

    [Fact]
    public void A_flow_that_falls_back_right_after_a_burst_does_not_stand_still()
    {
        TokenBucket bucket = new(BitRate.Mbps(2), new(100_000), new(0));
        bucket.Consume(new(100_000), new(0));
        bucket.Change(BitRate.Kbps(400), new(10_000), new(0));

        Assert.Equal(TimeSpan.FromMilliseconds(20), bucket.TimeUntil(new(1_000), new(0)));
    }

    [Fact]
    public void A_flow_that_rises_may_burst_at_once_by_what_the_bucket_grew()
    {
        TokenBucket bucket = new(BitRate.Kbps(400), new(10_000), new(0));
        bucket.Consume(new(10_000), new(0));
        bucket.Change(BitRate.Mbps(2), new(100_000), new(0));

        Assert.Equal(new ByteCount(90_000), bucket.Level(new(0)));
    }

    /// <summary>Takes as soon as it may, mostly all there is, and changes now and then.</summary>
    private static List<Taken> Run(SeededRandom random, int changes)
    {
        const int packets = 80;
        HashSet<int> when = [.. Enumerable.Range(0, changes).Select(_ => random.Next(packets))];
        (BitRate rate, ByteCount depth) = Any(random);
        TokenBucket bucket = new(rate, depth, new(0));
        List<Taken> taken = [];
        Instant now = new(0);
        Int128 earned = 0;
        long deepest = 0;
        for (int i = 0; i < packets; i++)
        {
            // Twice now and then: a contract replaced before anything was sent under it.
            for (int times = when.Contains(i) ? 1 + random.Next(changes > 1 ? 2 : 1) : 0; times > 0; times--)
            {
                (rate, depth) = Any(random);
                bucket.Change(rate, depth, now);
                deepest = Math.Max(deepest, depth.Bytes);
            }

            ByteCount size = new(random.Next(3) == 0 ? depth.Bytes : 1 + random.Next((int)depth.Bytes));
            TimeSpan wait = bucket.TimeUntil(size, now);
            now += wait;
            earned += (Int128)rate.BitsPerSecond * wait.Ticks;
            Assert.True(bucket.TryConsume(size, now));
            taken.Add(new(now, size.Bytes, rate.BitsPerSecond, depth.Bytes, deepest, earned));
            deepest = 0;
            TimeSpan rest = new(random.Next(3) == 0 ? random.Next(30_000_000) : 0);
            now += rest;
            earned += (Int128)rate.BitsPerSecond * rest.Ticks;
        }

        return taken;
    }

    private static (BitRate Rate, ByteCount Depth) Any(SeededRandom random) =>
        (new(1_000 + random.Next(100_000)), new(1 + random.Next(20_000)));

    private static Int128 Curve(Taken taken, Int128 ticks) => ((Int128)taken.Depth * PerByte) + (taken.Rate * ticks);

    private static void ForAllIntervals(List<Taken> taken, Action<Taken, Taken, Int128> check)
    {
        for (int first = 0; first < taken.Count; first++)
        {
            Int128 units = 0;
            for (int last = first; last < taken.Count; last++)
            {
                units += (Int128)taken[last].Bytes * PerByte;
                check(taken[first], taken[last], units);
            }
        }
    }

    /// <param name="DeepestSince">The deepest bucket in force between the one before and this one.</param>
    /// <param name="Earned">What all rates together earned up to here, in bits times ticks.</param>
    private sealed record Taken(Instant At, long Bytes, long Rate, long Depth, long DeepestSince, Int128 Earned);
}
