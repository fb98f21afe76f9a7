using Streaming.Player.Receiving;

namespace Streaming.Player.Tests.Receiving;

/// <summary>Where one play ends and another begins.</summary>
public sealed class PlaySeamTests
{
    /// <summary>25 pictures a second.</summary>
    private const long Picture = 3_600;

    [Fact]
    public void After_a_seek_nothing_from_before_leaves_and_nothing_from_after_is_missed()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 1, 2);
        receiver.Stream.Hold();

        // Of the old play 4 is still under way, while 5 of the new one has overtaken the answer.
        receiver.Feed(0.1, 5, 3);
        Assert.Equal("0 1 2", receiver.Told);
        receiver.Stream.Begin(Receiver.First + 5, Receiver.Epoch + (5 * Picture), Instant.FromSeconds(0.11));
        receiver.Crank(0.11).Feed(0.12, 4, 6);

        Assert.Equal("0 1 2 end 5 6", receiver.Told);
        Assert.Equal([0, Picture, 2 * Picture, 0, Picture], receiver.Places);
        Assert.Empty(receiver.Losses);
        ReceptionCounters counters = receiver.Counters;
        Assert.Equal((7, 7, 0, 0, 0), (counters.Packets, counters.Expected, counters.Lost, counters.Late, counters.Discarded));
    }

    [Fact]
    public void What_a_seek_left_behind_and_never_came_is_lost_all_the_same()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 1);
        receiver.Stream.Hold();
        receiver.Stream.Begin(Receiver.First + 4, Receiver.Epoch + (4 * Picture), Instant.FromSeconds(0.1));
        receiver.Feed(0.1, 4, 5).Crank(1);

        Assert.Equal((4, 6, 2), (receiver.Counters.Packets, receiver.Counters.Expected, receiver.Counters.Lost));
        Assert.Empty(receiver.Losses);
        Assert.Equal("0 1 end 4 5", receiver.Told);
    }

    [Fact]
    public void Where_the_server_names_no_number_the_next_packet_begins_the_play()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 1);
        receiver.Stream.Hold();
        receiver.Feed(0.1, 2);
        receiver.Stream.Begin(null, null, Instant.FromSeconds(0.1));
        receiver.Feed(0.2, 3);
        Assert.Equal("0 1 end 3", receiver.Told);
    }

    [Fact]
    public void A_seek_that_is_refused_costs_nothing()
    {
        Receiver receiver = new Receiver().Feed(0, 0);
        receiver.Stream.Hold();
        receiver.Feed(0.1, 1, 2);
        Assert.Equal("0", receiver.Told);
        receiver.Stream.Release(Instant.FromSeconds(0.2));
        Assert.Equal("0 1 2", receiver.Crank(0.2).Told);
    }

    [Fact]
    public void A_pause_leaves_no_gap_on_the_line_and_what_is_held_keeps_its_place()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 2);
        receiver.Stream.Hold();

        // Seven pictures long; the first packet behind it overtakes the answer, one from before it comes later still.
        receiver.FeedFrom(0.1, Receiver.Server, Receiver.First + 3, 10);
        receiver.Stream.GoOn(
            Receiver.First + 3, Receiver.Epoch + (10 * Picture), ClockRate.Video.ToLength(3 * Picture), Instant.FromSeconds(0.1));
        receiver.Crank(0.1).Feed(0.15, 1);

        Assert.Equal("0 1 2 10", receiver.Told);
        Assert.Equal([0, -2 * Picture, -Picture, 0], receiver.Places);
        Assert.Empty(receiver.Losses);
    }

    [Fact]
    public void What_a_pause_cut_keeps_the_place_it_began_with()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 1, 2);
        receiver.Stream.Hold();
        receiver.Stream.GoOn(
            Receiver.First + 3, Receiver.Epoch + (10 * Picture), ClockRate.Video.ToLength(3 * Picture), Instant.FromSeconds(0.3));
        receiver.FeedFrom(0.3, Receiver.Server, Receiver.First + 3, 2);
        receiver.FeedFrom(0.3, Receiver.Server, Receiver.First + 4, 10);
        Assert.Equal([0, Picture, 2 * Picture, -Picture, 0], receiver.Places);
    }

    [Fact]
    public void After_the_end_a_seek_begins_again()
    {
        Receiver receiver = new Receiver().Feed(0, 0, 1);
        receiver.Stream.End(Instant.FromSeconds(0.1));
        receiver.Crank(0.5);
        Assert.True(receiver.HasEnded);

        receiver.Stream.Hold();
        receiver.Feed(1, 2);
        receiver.Stream.Begin(Receiver.First + 2, Receiver.Epoch + (2 * Picture), Instant.FromSeconds(1));
        receiver.Crank(1).Feed(1.1, 3);
        Assert.Equal("0 1 end end 2 3", receiver.Told);
    }

    [Fact]
    public void Who_plays_is_waited_for_exactly_as_long_as_it_says()
    {
        Receiver receiver = new(hooks: new() { NeededBy = _ => Instant.FromSeconds(1.5) });
        receiver.Feed(0, 0, 2);
        Assert.Equal(Instant.FromSeconds(1.5), receiver.Stream.Next);
        Assert.Empty(receiver.Crank(1.4).Losses);
        Assert.Single(receiver.Crank(1.5).Losses);
    }

    [Fact]
    public void What_came_before_the_answer_is_told_in_order_with_its_true_arrival()
    {
        List<(long Time, Instant At)> told = [];
        Receiver receiver = new(begun: false, hooks: new() { Arrived = (time, at) => told.Add((time, at)) });
        receiver.Feed(0.1, 1).Feed(0.2, 0);
        Assert.Empty(told);
        receiver.Stream.Begin(Receiver.First, Receiver.Epoch, Instant.FromSeconds(0.3));
        receiver.Crank(0.3).Feed(0.4, 2);
        Assert.Equal(
            [Picture, 0, 2 * Picture], told.Select(each => receiver.Stream.SinceStart(each.Time)!.Value));
        Assert.Equal([0.1, 0.2, 0.4], told.Select(each => each.At.Ticks / 1e7));
    }
}
