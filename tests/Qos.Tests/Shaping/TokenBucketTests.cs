using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Shaping;

public sealed class TokenBucketTests
{
    [Theory]
    [InlineData(1_337_000)]
    [InlineData(999_983)]
    [InlineData(7)]
    public void A_day_at_an_odd_rate_gives_what_it_should_to_the_byte(long bitsPerSecond)
    {
        // Emptied to the last whole byte at odd instants, and never full: every tick of the day counts.
        ByteCount depth = new BitRate(bitsPerSecond) * TimeSpan.FromSeconds(8) + new ByteCount(10);
        TokenBucket bucket = new(new(bitsPerSecond), depth, new(0));
        SeededRandom random = new(1);
        bucket.Consume(depth, new(0));
        long taken = 0;
        Instant now = new(0), end = now + TimeSpan.FromDays(1);
        while (now < end)
        {
            now = Instant.Min(end, now + TimeSpan.FromTicks(random.Next(1, 60_000_000)));
            ByteCount there = bucket.Level(now);
            bucket.Consume(there, now);
            taken += there.Bytes;
        }

        Assert.Equal((new BitRate(bitsPerSecond) * TimeSpan.FromDays(1)).Bytes, taken);
    }

    [Theory, Seeds(200)]
    public void Its_level_is_that_of_exact_arithmetic(ulong seed)
    {
        SeededRandom random = new(seed);
        long rate = random.Next(1, 2_000_000_000), depth = random.Next(1, 1_000_000);
        TokenBucket bucket = new(new(rate), new(depth), new(0));
        const long perByte = 8 * TimeSpan.TicksPerSecond;
        Int128 level = (Int128)depth * perByte;
        Instant now = new(0);
        for (int i = 0; i < 500; i++)
        {
            long ticks = random.Next(1 << random.Next(1, 26));
            now += TimeSpan.FromTicks(ticks);
            level = Int128.Min((Int128)depth * perByte, level + ((Int128)rate * ticks));
            long bytes = random.Next(1, (int)depth + 1);
            bool fits = bytes * (Int128)perByte <= level;
            Assert.Equal(fits, bucket.TryConsume(new(bytes), now));
            level -= fits ? bytes * (Int128)perByte : 0;
            Assert.Equal((long)(level / perByte), bucket.Level(now).Bytes);
        }
    }

    [Fact]
    public void The_time_until_is_the_first_tick_at_which_it_is_there()
    {
        TokenBucket bucket = new(new(3), new(10), new(0));
        bucket.Consume(new(10), new(0));
        TimeSpan wait = bucket.TimeUntil(new(1), new(0));
        Assert.Equal(new TimeSpan((8 * TimeSpan.TicksPerSecond / 3) + 1), wait);
        Assert.Equal(0, bucket.Level(new(wait.Ticks - 1)).Bytes);
        Assert.Equal(1, bucket.Level(new(wait.Ticks)).Bytes);
    }

    [Fact]
    public void Years_of_rest_at_the_highest_rate_fill_it_and_no_more()
    {
        TokenBucket bucket = new(TrafficSpec.MostRate, TrafficSpec.MostDepth, new(0));
        bucket.Consume(TrafficSpec.MostDepth, new(0));
        Assert.Equal(TrafficSpec.MostDepth, bucket.Level(new Instant(0) + TimeSpan.FromDays(36_500)));
    }

    [Fact]
    public void A_clock_that_is_set_back_earns_nothing_twice()
    {
        TokenBucket bucket = new(BitRate.Kbps(8), new(1_000), new(10_000_000));
        bucket.Consume(new(1_000), new(10_000_000));
        Assert.Equal(0, bucket.Level(new(0)).Bytes);
        Assert.Equal(0, bucket.Level(new(10_000_000)).Bytes);
        Assert.Equal(1_000, bucket.Level(new(20_000_000)).Bytes);
    }
}
