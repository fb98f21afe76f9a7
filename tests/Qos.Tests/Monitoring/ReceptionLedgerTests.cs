using Streaming.Qos.Monitoring;

namespace Streaming.Qos.Tests.Monitoring;

public sealed class ReceptionLedgerTests
{
    [Fact]
    public void Blocks_tell_what_came_since_the_one_before()
    {
        ReceptionLedger ledger = new(65_500);
        Assert.Equal((36, 1), ledger.Advance(65_535, 1));

        // Across the wrap of the number, which is a cycle more in the upper half; one report in between was lost.
        Assert.Equal((101, 5), ledger.Advance(65_536 + 100, 6));

        // Older, and again the same.
        Assert.Equal((0, 0), ledger.Advance(65_536, 2));
        Assert.Equal((0, 0), ledger.Advance(65_536 + 100, 6));

        // A latecomer.
        Assert.Equal((10, -2), ledger.Advance(65_536 + 110, 4));
    }

    [Fact]
    public void A_stream_that_begins_with_number_zero_and_one_that_goes_on_for_four_thousand_million_packets()
    {
        ReceptionLedger ledger = new(0);
        Assert.Equal((1, 0), ledger.Advance(0, 0));
        for (uint highest = 1_000_000_000; highest < 4_000_000_001; highest += 1_000_000_000)
            ledger.Advance(highest, 0);
        ledger.Advance(uint.MaxValue - 4, 0);
        Assert.Equal((10, 3), ledger.Advance(5, 3));
    }

    [Fact]
    public void A_receiver_that_missed_the_packets_before_the_wrap_counts_no_cycle()
    {
        ReceptionLedger ledger = new(65_530);
        Assert.Equal((16, 0), ledger.Advance(9, 0));
        Assert.Equal((10, 1), ledger.Advance(19, 1));
    }

    [Fact]
    public void The_jitter_of_departures_is_what_a_receiver_would_estimate_behind_a_perfect_network()
    {
        // Every other packet leaves 16 ms ahead of its time: the estimate converges to that distance.
        DepartureJitter jitter = default;
        for (int i = 0; i < 1_000; i++)
            jitter.Departed(TimeSpan.FromMilliseconds(20 * i), new Instant(0) + TimeSpan.FromMilliseconds((20 * i) - (i % 2 * 16)));
        Assert.Equal(16, jitter.Value.TotalMilliseconds, 2);
        DepartureJitter none = default;
        for (int i = 0; i < 1_000; i++)
            none.Departed(TimeSpan.FromMilliseconds(20 * i), new Instant(7) + TimeSpan.FromMilliseconds(20 * i));
        Assert.Equal(TimeSpan.Zero, none.Value);
    }
}
