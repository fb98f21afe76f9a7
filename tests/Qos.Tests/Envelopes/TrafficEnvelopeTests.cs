using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Envelopes;

public sealed class TrafficEnvelopeTests
{
    /// <summary>Bits per second at which one byte passes in one tick.</summary>
    private const long BytePerTick = 8 * TimeSpan.TicksPerSecond;

    [Fact]
    public void A_film_of_equal_pictures_needs_one_of_them_at_its_mean_rate_and_all_of_them_at_none()
    {
        PacketTrace trace = new();
        for (int i = 0; i < 10; i++)
            trace.Add(i * TimeSpan.TicksPerSecond, new(1_000));
        TrafficEnvelope envelope = TrafficEnvelope.Of(trace);

        Assert.Equal([new(TimeSpan.Zero, new(1_000)), new EnvelopeVertex(TimeSpan.FromSeconds(9), new(10_000))], envelope.Vertices);
        Assert.Equal(new(10_000), envelope.Depth(BitRate.Zero));
        Assert.Equal(new(1_009), envelope.Depth(new(7_992)));
        Assert.Equal(new(1_000), envelope.Depth(BitRate.Kbps(8)));
        Assert.Equal(BitRate.Kbps(8), envelope.RateFor(new(1_000)));
        Assert.Equal(BitRate.Zero, envelope.RateFor(new(10_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => envelope.RateFor(new(999)));
    }

    [Fact]
    public void Nothing_needs_nothing()
    {
        TrafficEnvelope envelope = TrafficEnvelope.Of(new());
        Assert.Empty(envelope.Vertices);
        Assert.Equal(ByteCount.Zero, envelope.Depth(BitRate.Zero));
        Assert.Equal([new EnvelopeCorner(new(1), ByteCount.Zero)], envelope.Corners(new(1)));
    }

    [Theory]
    [Seeds(300)]
    public void The_curve_is_that_of_all_pairs(ulong seed)
    {
        (long Time, long Bytes)[] packets = Packets(seed);
        TrafficEnvelope envelope = TrafficEnvelope.Of(Trace(packets));
        SeededRandom random = new(seed + 1_000);
        for (int i = 0; i < 20; i++)
        {
            BitRate rate = new((long)(random.NextDouble() * 60 * BytePerTick));
            Assert.Equal(DepthOfAllPairs(packets, rate), envelope.Depth(rate));
        }

        Assert.Equal(packets.GroupBy(packet => packet.Time).Max(burst => burst.Sum(packet => packet.Bytes)), envelope.LargestBurst.Bytes);
    }

    [Theory]
    [Seeds(200)]
    public void Only_pairs_that_ask_for_most_at_some_rate_are_kept(ulong seed)
    {
        (long Time, long Bytes)[] packets = Packets(seed);
        SortedDictionary<long, long> most = [];
        for (int i = 0; i < packets.Length; i++)
        {
            for (int j = i; j < packets.Length; j++)
            {
                long span = packets[j].Time - packets[i].Time, bytes = packets[i..(j + 1)].Sum(packet => packet.Bytes);
                most[span] = Math.Max(most.GetValueOrDefault(span), bytes);
            }
        }

        // Neither below nor on the line between any two others.
        (long Span, long Bytes)[] all = [.. most.Select(pair => (pair.Key, pair.Value))];
        IEnumerable<(long Span, long Bytes)> hull = all.Where(pair => !all.Any(left => left.Span < pair.Span && all.Any(right =>
            right.Span > pair.Span
            && (pair.Bytes - left.Bytes) * (right.Span - left.Span) <= (right.Bytes - left.Bytes) * (pair.Span - left.Span))));
        Assert.Equal(
            hull.Select(pair => new EnvelopeVertex(new(pair.Span), new(pair.Bytes))), TrafficEnvelope.Of(Trace(packets)).Vertices);
    }

    [Theory]
    [Seeds(200)]
    public void A_bucket_of_that_depth_lets_all_pass_and_one_a_byte_smaller_does_not(ulong seed)
    {
        (long Time, long Bytes)[] packets = Packets(seed);
        TrafficEnvelope envelope = TrafficEnvelope.Of(Trace(packets));
        BitRate rate = new((long)(new SeededRandom(seed).NextDouble() * 40 * BytePerTick));
        ByteCount depth = envelope.Depth(rate);

        Assert.True(Passes(packets, rate, depth));
        Assert.False(Passes(packets, rate, depth - new ByteCount(1)));
        DepthMeter meter = new(rate);
        foreach ((long time, long bytes) in packets)
            meter.Add(time, new(bytes));
        Assert.Equal(depth, meter.Depth);
    }

    [Theory]
    [Seeds(200)]
    public void A_rate_for_a_depth_is_the_smallest_one(ulong seed)
    {
        TrafficEnvelope envelope = TrafficEnvelope.Of(Trace(Packets(seed)));
        ByteCount most = envelope.Depth(BitRate.Zero);
        for (ByteCount depth = envelope.LargestBurst; depth <= most; depth += new ByteCount(1 + (most.Bytes / 20)))
        {
            BitRate rate = envelope.RateFor(depth);
            Assert.True(envelope.Depth(rate) <= depth);
            Assert.True(rate == BitRate.Zero || envelope.Depth(rate - new BitRate(1)) > depth);
        }
    }

    [Theory]
    [Seeds(100)]
    public void Between_two_corners_the_curve_is_straight_and_behind_the_last_one_it_is_level(ulong seed)
    {
        (long Time, long Bytes)[] packets = Packets(seed);
        TrafficEnvelope envelope = TrafficEnvelope.Of(Trace(packets));
        IReadOnlyList<EnvelopeCorner> corners = envelope.Corners(new(BytePerTick / 2));

        Assert.Equal(new(BytePerTick / 2), corners[0].Rate);
        Assert.All(corners, corner => Assert.Equal(DepthOfAllPairs(packets, corner.Rate), corner.Depth));
        for (int i = 1; i < corners.Count; i++)
        {
            (EnvelopeCorner left, EnvelopeCorner right) = (corners[i - 1], corners[i]);
            Assert.True(left.Rate < right.Rate && left.Depth >= right.Depth);
            BitRate middle = new((left.Rate.BitsPerSecond + right.Rate.BitsPerSecond) / 2);
            Assert.InRange(envelope.Depth(middle).Bytes - ((left.Depth.Bytes + right.Depth.Bytes) / 2.0), -1, 1);
        }

        Assert.Equal(envelope.LargestBurst, corners[^1].Depth);
    }

    [Fact]
    public void Two_hours_have_few_corners_and_none_overflows()
    {
        SeededRandom random = new(7);
        PacketTrace trace = new();
        for (int i = 0; i < 172_800; i++)
            trace.Add(i * 416_667L, new(1_000 + random.Next(200_000)));
        TrafficEnvelope envelope = TrafficEnvelope.Of(trace);

        Assert.InRange(envelope.Vertices.Count, 3, 500);
        Assert.Equal(trace.Total, envelope.Depth(BitRate.Zero));
    }

    private static (long Time, long Bytes)[] Packets(ulong seed)
    {
        SeededRandom random = new(seed);
        (long Time, long Bytes)[] packets = new (long, long)[1 + random.Next(30)];
        long time = random.Next(5);
        for (int i = 0; i < packets.Length; i++)
        {
            packets[i] = (time, 1 + random.Next(random.Next(4) == 0 ? 200 : 20));
            time += random.Next(3) == 0 ? 0 : random.Next(12);
        }

        return packets;
    }

    private static PacketTrace Trace((long Time, long Bytes)[] packets)
    {
        PacketTrace trace = new();
        foreach ((long time, long bytes) in packets)
            trace.Add(time, new(bytes));
        return trace;
    }

    private static ByteCount DepthOfAllPairs((long Time, long Bytes)[] packets, BitRate rate)
    {
        long depth = 0;
        for (int i = 0; i < packets.Length; i++)
        {
            long bytes = 0;
            for (int j = i; j < packets.Length; j++)
            {
                bytes += packets[j].Bytes;
                Int128 passed = (Int128)rate.BitsPerSecond * (packets[j].Time - packets[i].Time);
                depth = Math.Max(depth, (long)((((Int128)bytes * BytePerTick) - passed + BytePerTick - 1) / BytePerTick));
            }
        }

        return new(depth);
    }

    /// <summary>A bucket, full at first, from which each packet takes its bytes.</summary>
    private static bool Passes((long Time, long Bytes)[] packets, BitRate rate, ByteCount depth)
    {
        Int128 full = (Int128)depth.Bytes * BytePerTick, level = full;
        long last = packets[0].Time;
        foreach ((long time, long bytes) in packets)
        {
            level = Int128.Min(full, level + ((Int128)rate.BitsPerSecond * (time - last))) - ((Int128)bytes * BytePerTick);
            last = time;
            if (level < 0)
                return false;
        }

        return true;
    }
}
