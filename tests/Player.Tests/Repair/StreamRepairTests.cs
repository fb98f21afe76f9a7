using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Testing;

namespace Streaming.Player.Tests.Repair;

/// <summary>What repair brings is what was sent, in order and in time; what it cannot bring is not asked for.</summary>
public sealed class StreamRepairTests
{
    private static readonly ParityLayout Columns = ParityLayout.OfColumns(10, 5);

    /// <summary>The span of that layout, 100 packets of 2.5 ms, and the way.</summary>
    private static readonly TimeSpan ForColumns = TimeSpan.FromMilliseconds(300);

    [Theory, Seeds(10)]
    public void Bursts_of_a_row_leave_nothing_missing_and_nothing_is_asked_for(ulong seed)
    {
        // One burst of up to ten in every third block, anywhere in it.
        int phase = (int)(seed * 13 % 40);
        RigNetwork network = new(seed) { Holes = number => number % 150 - phase is >= 0 and < 10 };
        RepairRig rig = new(network, Columns, resends: true, ForColumns + TimeSpan.FromMilliseconds(80));

        rig.Send(3_000).Finish().AssertTruth();

        Assert.Equal(200, rig.Lost);
        Assert.Equal((200, 0), (rig.Counters.RepairedByParity, rig.Counters.RepairedByResend));
        Assert.Equal((0, 0), (rig.Counters.RepairedLate, rig.Counters.GivenUp));
        Assert.Equal(0, rig.Statistics.Asked);
        Assert.Equal(Columns, rig.Statistics.Layout);
        Assert.Empty(rig.Viewer.Losses);
    }

    [Theory, Seeds(10)]
    public void What_is_lost_without_parity_is_asked_for_once_and_comes(ulong seed)
    {
        RigNetwork network = new(seed) { Holes = number => (number * 2_654_435_761L % 1_000) < 50 };
        RepairRig rig = new(network, null, resends: true, TimeSpan.FromMilliseconds(150));

        rig.Send(4_000).Finish().AssertTruth();

        Assert.InRange(rig.Lost, 150, 260);
        Assert.Empty(rig.Viewer.Losses);
        Assert.Equal(rig.Lost, rig.Counters.RepairedByResend);
        Assert.Equal((rig.Lost, rig.Lost, 0), (rig.Statistics.AskedFor, rig.Statistics.Asked, rig.Statistics.Needless));
        Assert.InRange(rig.Statistics.RoundTrip!.Value.TotalMilliseconds, 39, 41);
    }

    [Theory, Seeds(6)]
    public void Five_percent_of_loss_is_mended_by_parity_and_what_it_leaves_by_asking(ulong seed)
    {
        RigNetwork network = new(seed) { Loss = 0.05, Duplicates = 0.01, Jitter = TimeSpan.FromMilliseconds(8) };
        RepairRig rig = new(network, ParityLayout.OfBoth(10, 5), resends: true, ForColumns + TimeSpan.FromMilliseconds(150));

        rig.Send(20_000).Finish().AssertTruth();

        Assert.InRange(rig.Lost, 850, 1_150);
        Assert.True(rig.Counters.GivenUp <= 2, $"{rig.Counters}");
        Assert.True(rig.Statistics.AskedFor < rig.Lost / 20, $"{rig.Statistics}");
        Assert.True(rig.Counters.RepairedByParity > rig.Lost * 0.95);
    }

    /// <summary>A loss at a block's beginning waits 100 packets for its parity, 250 ms; all present after 170.</summary>
    [Theory, Seeds(10)]
    public void In_a_group_what_parity_would_bring_too_late_is_asked_for_in_time(ulong seed)
    {
        RigNetwork network = new(seed) { Holes = number => (number * 2_654_435_761L % 1_000) < 20 };
        RepairRig rig = new(network, Columns, resends: true, TimeSpan.FromMilliseconds(170), inGroup: true);

        rig.Send(4_000).Finish().AssertTruth();

        Assert.InRange(rig.Lost, 50, 120);
        Assert.Empty(rig.Viewer.Losses);
        Assert.Equal(rig.Lost, rig.Counters.RepairedByParity + rig.Counters.RepairedByResend);
        Assert.True(rig.Counters.RepairedByParity > 0 && rig.Counters.RepairedByResend > 0, $"{rig.Counters}");
    }

    [Theory, Seeds(10)]
    public void What_is_only_overtaken_is_not_asked_for(ulong seed)
    {
        RigNetwork network = new(seed) { Jitter = TimeSpan.FromMilliseconds(35) };
        RepairRig rig = new(network, null, resends: true, TimeSpan.FromMilliseconds(300));

        rig.Send(4_000).Finish().AssertTruth();

        Assert.True(rig.Counters.Reordered > 1_000);
        Assert.Equal((0, 0), (rig.Lost, rig.Statistics.Asked));
        Assert.Equal(0, rig.Counters.Repaired);
    }

    [Fact]
    public void What_cannot_be_here_in_time_is_not_asked_for()
    {
        RigNetwork network = new(3) { Delay = TimeSpan.FromMilliseconds(80), Holes = number => number % 20 == 7 };
        RepairRig rig = new(network, null, resends: true, TimeSpan.FromMilliseconds(150));

        rig.Send(2_000).Finish().AssertTruth();

        Assert.Equal((100, 0), (rig.Lost, rig.Statistics.Asked));
        Assert.Equal(100, rig.Counters.GivenUp);
    }

    [Fact]
    public void Who_answers_nothing_is_asked_three_times_at_most_and_within_the_share_for_it()
    {
        RigNetwork network = new(4) { ResendLoss = 1, Holes = number => number % 2 == 0 };
        RepairRig rig = new(network, null, resends: true, TimeSpan.FromSeconds(1));

        rig.Send(4_000).Finish().AssertTruth();

        Assert.Equal(rig.Lost, rig.Counters.GivenUp);
        Assert.Equal(0, rig.Counters.Repaired);
        Assert.InRange(rig.Statistics.Asked, 1, ResendPolicy.MostAsks * rig.Lost);

        // A twentieth of 3 Mb/s over ten seconds and the wait behind, and what may leave at once.
        Assert.InRange(rig.RequestBytes, 1, (150_000 / 8 * 13) + 2_000);
    }

    [Fact]
    public void When_nothing_comes_nothing_is_asked_for()
    {
        RigNetwork network = new(5) { Holes = number => number >= 100 };
        RepairRig rig = new(network, Columns, resends: true, ForColumns);

        rig.Send(2_000);

        Assert.Equal(0, rig.Statistics.Asked);
    }

    [Fact]
    public void What_nobody_asked_for_is_not_taken()
    {
        RepairRig rig = new(new(6), null, resends: true, TimeSpan.FromMilliseconds(200));
        rig.Send(100);
        byte[] again = new byte[200];
        for (int number = -300; number < 500; number += 7)
        {
            int size = ResentPacket.Wrap(RepairRig.Packet(number, [1, 2, 3]), RepairRig.Resend, new(1), new(666), again);
            rig.Inject(again[..size]);
        }

        rig.Inject([0x80, RepairRig.Resend, 0, 1]);
        rig.Inject([0x80, RepairRig.Resend, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]);
        rig.Finish().AssertTruth();

        Assert.Equal((0, 115, 115), (rig.Counters.Repaired, rig.Statistics.Resends, rig.Statistics.Needless));
        Assert.Equal(1, rig.Statistics.Refused);
    }

    [Fact]
    public void What_is_sent_again_by_a_stranger_is_not_taken_once_the_sender_is_known()
    {
        RepairRig rig = new(new(7) { Holes = number => number is 50 or 150 }, null, resends: true, TimeSpan.FromMilliseconds(200));
        rig.Send(100);
        rig.Send(52);
        byte[] again = new byte[200];
        int size = ResentPacket.Wrap(RepairRig.Packet(150, [6, 6, 6]), RepairRig.Resend, new(1), new(666), again);
        rig.Send(20);
        rig.Inject(again[..size]);
        rig.Finish().AssertTruth();

        Assert.Equal((2, 1), (rig.Counters.RepairedByResend, rig.Statistics.Refused));
    }

    [Fact]
    public void Hostile_parity_makes_nothing()
    {
        RepairRig rig = new(new(8) { Holes = number => number % 50 == 20 }, Columns, resends: false, ForColumns);
        Primitives.Chance.SeededRandom random = new(8);
        for (int i = 0; i < 500; i++)
        {
            rig.Send(2);
            byte[] parity = new byte[random.Next(12, 200)];
            random.Fill(parity);
            (parity[0], parity[1]) = (0x81, RepairRig.Parity);
            rig.Inject(parity);
        }

        rig.Finish().AssertTruth();

        Assert.Equal(rig.Lost, rig.Counters.RepairedByParity);
        Assert.Equal(500, rig.Statistics.Refused);
    }

    [Fact]
    public void What_comes_after_it_was_repaired_is_neither_lost_nor_twice()
    {
        RepairRig rig = new(new(9) { Holes = number => number == 60 }, ParityLayout.OfRows(10), resends: false, ForColumns);
        rig.Send(90);
        Assert.Equal((1, 1), (rig.Counters.Lost, rig.Counters.RepairedByParity));

        rig.Inject(RepairRig.Packet(60, rig.Sent[60]));
        rig.Inject(RepairRig.Packet(60, rig.Sent[60]));
        rig.Finish();

        Assert.Equal((0, 1, 0), (rig.Counters.Lost, rig.Counters.Duplicates, rig.Counters.GivenUp));
        Assert.Equal(0, rig.Counters.Discarded);
        Assert.Equal(rig.Sent.Count, rig.Viewer.Samples.Count);
    }

    [Theory, Seeds(5)]
    public void Of_a_play_that_is_over_nothing_is_handed_out(ulong seed)
    {
        RigNetwork network = new(seed) { Holes = number => number % 50 is >= 20 and < 28 };
        RepairRig rig = new(network, Columns, resends: true, ForColumns + TimeSpan.FromMilliseconds(100));
        rig.Send(530 + (int)seed);
        int before = rig.Viewer.Samples.Count, at = rig.Sent.Count;
        rig.Seek();
        rig.Send(500).Finish();

        List<byte[]> after = [.. rig.Viewer.Samples.Skip(before).Select(sample => sample.Bytes)];
        Assert.Equal(rig.Sent.Skip(at), after);
        Assert.Empty(rig.Viewer.Losses);
    }

    [Fact]
    public void Statistics_of_the_network_know_nothing_of_repair()
    {
        RigNetwork network = new(10) { Holes = number => number % 100 is 30 or 31 or 70 };
        RepairRig mended = new RepairRig(network, Columns, resends: true, ForColumns + ForColumns).Send(2_000).Finish();
        RepairRig plain = new RepairRig(network, null, resends: false, ForColumns).Send(2_000).Finish();

        ReceptionSummary with = mended.Stream.Receive.Summarise()!.Value, without = plain.Stream.Receive.Summarise()!.Value;
        Assert.Equal(without, with);
        Assert.Equal(60, with.Lost);
        Assert.Equal(plain.Stream.Receive.Runs, mended.Stream.Receive.Runs);
        Assert.Equal(new LossRuns(40, 60, 20, 40, 2), mended.Stream.Receive.Runs);
        Assert.Equal(mended.Viewer.Arrivals, plain.Viewer.Arrivals);
        Assert.Equal((60, 0), (mended.Viewer.Repairs, mended.Counters.GivenUp));
        Assert.Equal((0, 60), (plain.Viewer.Repairs, plain.Counters.GivenUp));
    }

    [Fact]
    public void The_time_that_repair_takes_is_the_span_of_the_layout_and_follows_it()
    {
        RepairRig rig = new(new(11), Columns, resends: false, ForColumns);
        rig.Send(400);

        // Column parity is spread over the next block: the last packet before the last of it lies two blocks behind the first it covers.
        Assert.InRange(rig.Viewer.Takes.TotalMilliseconds, 180, 250);
        Assert.Equal(rig.Viewer.Takes, rig.Statistics.Takes);

        // A seek is no span, however long the viewer has watched something else.
        rig.Send(37).Seek();
        rig.Send(400);
        Assert.InRange(rig.Viewer.Takes.TotalMilliseconds, 180, 260);

        rig.Change(ParityLayout.OfRows(8));
        rig.Send(6_000);
        Assert.InRange(rig.Viewer.Takes.TotalMilliseconds, 15, 25);

        rig.Change(ParityLayout.None);
        rig.Send(6_000);
        Assert.Equal(TimeSpan.Zero, rig.Viewer.Takes);
    }

    [Fact]
    public void Nothing_is_asked_of_a_server_that_has_set_nothing_aside_for_it()
    {
        RepairRig rig = new(new(12) { Holes = number => number % 20 == 7 }, null, resends: true, ForColumns);
        rig.Stream.Repair.Grant(parity: false, resends: false);
        rig.Send(1_000);
        Assert.Equal((0, TimeSpan.Zero), (rig.Statistics.Asked, rig.Statistics.Takes));

        rig.Stream.Repair.Grant(parity: false, resends: true);
        rig.Send(1_000).Finish();
        Assert.InRange(rig.Counters.RepairedByResend, 45, 60);
    }
}
