using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Shaping;

public sealed class ShaperTests
{
    [Theory, Seeds(300)]
    public void Whatever_comes_no_interval_holds_more_than_the_contract(ulong seed)
    {
        SeededRandom random = new(seed);
        TrafficSpec traffic = Traffic(random);
        List<(Instant At, long Bytes)> departures = Send(new Shaper(traffic, new(0)), traffic, random, packets: 300);
        Assert.Null(IntervalChecker.FirstViolation(departures, traffic));
    }

    [Theory, Seeds(100)]
    public void Nothing_waits_longer_than_it_must(ulong seed)
    {
        // One tick sooner, and some interval would hold too much: checked against all intervals that end with the packet.
        SeededRandom random = new(seed);
        TrafficSpec traffic = Traffic(random);
        Shaper shaper = new(traffic, new(0));
        List<(Instant At, long Bytes)> left = [];
        Instant now = new(0);
        for (int i = 0; i < 120; i++)
        {
            ByteCount packet = new(random.Next((int)traffic.MinUnit.Bytes, (int)traffic.MaxPacket.Bytes + 1));
            Instant at = shaper.EarliestFor(packet, now);
            if (at > now)
                Assert.NotNull(IntervalChecker.FirstViolation([.. left, (new(at.Ticks - 1), packet.Bytes)], traffic));
            shaper.Record(packet, at);
            left.Add((at, packet.Bytes));
            now = at + TimeSpan.FromTicks(random.Next(20_000));
        }
    }

    [Theory, Seeds(100)]
    public void Over_a_change_no_interval_holds_more_than_the_larger_contract(ulong seed)
    {
        SeededRandom random = new(seed);
        TrafficSpec before = Traffic(random), after = Traffic(random);
        TrafficSpec larger = new(
            Max(before.Rate, after.Rate),
            Max(before.Depth, after.Depth),
            Max(before.Peak, after.Peak),
            before.MinUnit < after.MinUnit ? before.MinUnit : after.MinUnit,
            Max(before.MaxPacket, after.MaxPacket));
        Shaper shaper = new(before, new(0));
        List<(Instant At, long Bytes)> left = [];
        Instant now = new(0);
        TrafficSpec traffic = before;
        for (int i = 0; i < 200; i++)
        {
            if (i == 100)
                shaper.Change(traffic = after, now);
            ByteCount packet = new(random.Next((int)traffic.MinUnit.Bytes, (int)traffic.MaxPacket.Bytes + 1));
            now = shaper.EarliestFor(packet, now);
            shaper.Record(packet, now);
            left.Add((now, packet.Bytes));
            now += TimeSpan.FromTicks(random.Next(20_000));
        }

        Assert.Null(IntervalChecker.FirstViolation(left, larger));
    }

    [Fact]
    public void A_packet_larger_than_the_largest_never_leaves()
    {
        Shaper shaper = new(new(BitRate.Mbps(1), new(3_000), BitRate.Mbps(2), new(60), new(1_500)), new(0));
        Assert.Equal(Instant.Never, shaper.EarliestFor(new(1_501), new(0)));
    }

    [Fact]
    public void A_small_packet_counts_as_the_smallest_unit()
    {
        TrafficSpec traffic = new(BitRate.Kbps(8), new(1_000), TrafficSpec.MostRate, new(500), new(1_000));
        Shaper shaper = new(traffic, new(0));
        shaper.Record(new(1), new(0));
        shaper.Record(new(1), new(0));
        Assert.Equal(TimeSpan.FromMilliseconds(500), shaper.EarliestFor(new(1), new(0)) - new Instant(0));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet()
    {
        Shaper shaper = new(new(BitRate.Mbps(8), new(30_000), BitRate.Mbps(80), new(60), new(1_500)), new(0));
        Instant now = new(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            now = shaper.EarliestFor(new(1_200), now);
            shaper.Record(new(1_200), now);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static List<(Instant At, long Bytes)> Send(Shaper shaper, TrafficSpec traffic, SeededRandom random, int packets)
    {
        List<(Instant At, long Bytes)> left = [];
        Instant now = new(random.Next(1_000_000));
        for (int i = 0; i < packets; i++)
        {
            ByteCount packet = new(random.Next((int)traffic.MinUnit.Bytes, (int)traffic.MaxPacket.Bytes + 1));
            now = shaper.EarliestFor(packet, now);
            shaper.Record(packet, now);
            left.Add((now, packet.Bytes));

            // Bursts, pauses, and long rests in which a bucket overflows.
            now += TimeSpan.FromTicks(random.Next(4) switch
            {
                0 => 0,
                1 => random.Next(2_000),
                2 => random.Next(100_000),
                _ => random.Next(9_000_000),
            });
        }

        return left;
    }

    private static TrafficSpec Traffic(SeededRandom random)
    {
        int packet = random.Next(100, 1_500);
        long rate = random.Next(10_000, 50_000_000);
        return new(
            new(rate),
            new(packet + random.Next(100_000)),
            random.Next(4) == 0 ? TrafficSpec.MostRate : new(rate + random.Next(100_000_000)),
            new(random.Next(1, packet)),
            new(packet));
    }

    private static BitRate Max(BitRate left, BitRate right) => left > right ? left : right;

    private static ByteCount Max(ByteCount left, ByteCount right) => left > right ? left : right;
}
