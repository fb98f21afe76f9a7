using Streaming.Emulation.Flows;
using Streaming.Emulation.Links;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Flows;

public sealed class ContractPolicerTests
{
    private static readonly TrafficSpec Bucket = new(BitRate.Mbps(5), B(20_000), TrafficSpec.NoPeak, B(60), B(1_500));

    [Fact]
    public void A_sender_that_exceeds_its_bucket_gets_its_depth_and_its_rate_through_to_the_packet()
    {
        // 30 Mb/s for ten seconds: 20 kB at once, then 5 Mb/s; 1 250 B every third of a millisecond.
        Policer door = ContractPolicer.Of(Bucket, Start);
        CrossSource flood = CrossSource.Constant(BitRate.Mbps(30), B(1_250), Start, Start + TimeSpan.FromSeconds(10));
        Instant last = Start;
        for (; flood.Next < Instant.Never; flood.Emit())
        {
            last = flood.Next;
            door.Police(flood.Packet, Dscp.AF41, last);
        }

        long most = (20_000 + (Bucket.Rate * (last - Start)).Bytes) / 1_250;
        Assert.Equal(most, door.Counters.Green.Packets);
        Assert.Equal(30_000 - most, door.Counters.Dropped.Packets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8_000_000)]
    public void What_gets_through_keeps_to_the_contract_in_every_interval(long peak)
    {
        TrafficSpec contract = peak == 0 ? Bucket : Bucket with { Peak = new(peak) };
        Policer door = ContractPolicer.Of(contract, Start);
        CrossSource flood = CrossSource.Poisson(BitRate.Mbps(15), B(1_400), Start, Start + TimeSpan.FromSeconds(2), seed: 4);
        List<Instant> through = [];
        for (; flood.Next < Instant.Never; flood.Emit())
        {
            if (!door.Police(flood.Packet, Dscp.CS0, flood.Next).IsDropped)
                through.Add(flood.Next);
        }

        for (int from = 0; from < through.Count; from++)
        {
            for (int until = from; until < through.Count; until++)
                Assert.True((until - from + 1) * 1_400 <= contract.Allowed(through[until] - through[from]).Bytes, $"{from} … {until}");
        }

        // It is not miserly either: in the end the bucket is about empty.
        Assert.InRange(through.Count * 1_400L, (BitRate.Mbps(5) * TimeSpan.FromSeconds(2)).Bytes, 1_270_000);
    }

    [Fact]
    public void One_that_keeps_its_contract_loses_nothing()
    {
        Policer door = ContractPolicer.Of(Bucket with { Peak = BitRate.Mbps(12) }, Start);
        CrossSource source = CrossSource.Constant(BitRate.Mbps(5), B(1_500), Start, Start + TimeSpan.FromSeconds(60));
        for (; source.Next < Instant.Never; source.Emit())
            Assert.False(door.Police(source.Packet, Dscp.CS0, source.Next).IsDropped);
    }

    /// <summary>Network calculus: of a flow that keeps to r·t + b, a link of a rate R ≥ r holds b at most and delays by b / R at most; one
    /// that takes its bucket at once reaches both.</summary>
    [Theory]
    [Seeds(20)]
    public void A_flow_that_keeps_to_a_bucket_departs_within_depth_over_rate(ulong seed)
    {
        SeededRandom random = new(seed);
        BitRate rate = new(random.Next(5_000_000, 9_000_000));
        LinkEmulator link = new(new() { Rate = rate, Queue = Bucket.Depth }, [], Start, seed);
        Policer door = ContractPolicer.Of(Bucket, Start);
        Instant at = Start;
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 0; i < 20_000; i++)
        {
            ByteCount size = B(random.Next(60, 1_500));
            if (!door.Police(size, Dscp.CS0, at).IsDropped)
            {
                LinkFate fate = link.Offer(size, at);
                Assert.Null(fate.Dropped);
                longest = fate.Left - at > longest ? fate.Left - at : longest;
            }

            // Now and then it is silent long enough to fill the bucket, and then takes all of it.
            at += random.Next(200) == 0 ? Ms(50) : new(i % 400 < 100 ? 0 : random.Next(8_000));
        }

        TimeSpan bound = new((20_000L * 8 * TimeSpan.TicksPerSecond / rate.BitsPerSecond) + 1);
        Assert.InRange(longest, bound * 0.9, bound);
    }
}
