using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Receiving;

/// <summary>The arithmetic of RFC 3550 §A.3 and §A.8, against figures worked out by hand and against the RFC's own formulas.</summary>
public sealed class SourceStatisticsTests
{
    [Fact]
    public void Loss_since_the_last_report_is_a_fraction_of_256()
    {
        SourceStatistics source = new(new(7), new(65_534));
        foreach (int extended in new[] { 65_534, 65_535, 65_536, 65_539 })
            source.Accept(extended, 0, 0);

        // Expected 65 534 … 65 539 = 6, received 4: 2 · 256 / 6 = 85.
        Assert.Equal(new ReceptionSummary(new(7), 85, 2, 65_539, 0), source.Summarise());

        // Nothing expected since: 0. Then one of two lost: 128.
        Assert.Equal((0, 2), (source.Summarise().FractionLost, source.Summarise().Lost));
        source.Accept(65_541, 0, 0);
        Assert.Equal(new ReceptionSummary(new(7), 128, 3, 65_541, 0), source.Summarise());
    }

    [Fact]
    public void Duplicates_make_the_loss_negative_and_the_fraction_zero()
    {
        SourceStatistics source = new(new(7), new(1));
        foreach (int extended in new[] { 1, 1, 1, 2 })
            source.Accept(extended, 0, 0);
        Assert.Equal(new ReceptionSummary(new(7), 0, -2, 2, 0), source.Summarise());
    }

    [Fact]
    public void The_cumulative_loss_stays_within_24_bits()
    {
        SourceStatistics source = new(new(7), new(0));
        source.Accept(0, 0, 0);
        source.Accept(20_000_000, 0, 0);
        Assert.Equal((255, 0x7fffff), (source.Summarise().FractionLost, source.Summarise().Lost));
    }

    [Fact]
    public void Numbers_are_extended_over_the_wrap_in_both_directions()
    {
        SourceStatistics source = new(new(7), new(65_535));
        source.Accept(65_535, 0, 0);
        Assert.Equal(65_536, source.Extend(new(0)));
        source.Accept(65_536, 0, 0);
        Assert.Equal(65_535, source.Extend(new(65_535)));
        Assert.Equal(65_536 + 300, source.Extend(new(300)));
    }

    [Fact]
    public void A_steady_stream_has_no_jitter()
    {
        InterarrivalJitter jitter = default;
        for (int i = 0; i < 100; i++)
            jitter.Accept(1_000 + (i * 3_600), 77 + (i * 3_600));
        Assert.Equal(0, jitter.Units);
    }

    [Fact]
    public void Jitter_converges_to_the_mean_deviation()
    {
        // Transit alternates between 0 and 160 units: every difference is 160.
        InterarrivalJitter jitter = default;
        for (int i = 0; i < 400; i++)
            jitter.Accept((i * 3_600) + (i % 2 * 160), i * 3_600);
        Assert.InRange(jitter.Units, 159, 160);
    }

    [Theory]
    [Seeds(20)]
    public void Jitter_follows_the_formula_of_the_rfc(ulong seed)
    {
        SeededRandom random = new(seed);
        InterarrivalJitter jitter = default;
        double reference = 0, transit = 0;
        for (int i = 0; i < 500; i++)
        {
            long stamp = i * 3_600L, arrival = stamp + random.Next(2_000);
            jitter.Accept(arrival, stamp);

            // J(i) = J(i−1) + (|D(i−1,i)| − J(i−1)) / 16. RFC 3550 §6.4.1.
            if (i > 0)
                reference += (Math.Abs(arrival - stamp - transit) - reference) / 16;
            transit = arrival - stamp;
            Assert.InRange(jitter.Units, reference - 2, reference + 2);
        }
    }

    [Fact]
    public void Timestamps_unwrap_forwards_and_backwards()
    {
        TimestampUnwrapper stamps = new();
        long start = stamps.Unwrap(new(uint.MaxValue - 10));
        Assert.Equal(start + 21, stamps.Unwrap(new(10)));
        Assert.Equal(start + 1, stamps.Unwrap(new(uint.MaxValue - 9)));
        Assert.Equal(start + 21, stamps.Peek(new(10)));
        Assert.Equal(start + 1, stamps.Position);
    }

    [Theory]
    [Seeds(20)]
    public void The_window_of_seen_packets_agrees_with_a_set(ulong seed)
    {
        SeededRandom random = new(seed);
        SeenWindow window = new(ReorderBuffer.Usual);
        HashSet<long> seen = [];
        long highest = 65_000;
        for (int i = 0; i < 5_000; i++)
        {
            highest += random.Next(100) == 0 ? random.Next(1_500) : random.Next(3);
            long index = highest - random.Next(random.Next(4) == 0 ? 500 : 3);
            Assert.Equal(seen.Add(index), window.Add(new PacketIndex(index)));
        }
    }
}
