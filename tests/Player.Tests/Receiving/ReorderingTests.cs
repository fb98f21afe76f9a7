using Streaming.Player.Receiving;

namespace Streaming.Player.Tests.Receiving;

public sealed class ReorderingTests
{
    [Fact]
    public void Packets_leave_in_order_across_the_wrap()
    {
        Receiver receiver = new();
        receiver.Feed(0, 1, 0, 3, 2, 7, 6, 5, 4, 8);
        Assert.Equal("0 1 2 3 4 5 6 7 8", receiver.Told);
        Assert.Equal((5, 0), (receiver.Counters.Reordered, receiver.Counters.Lost));
    }

    [Fact]
    public void A_gap_is_given_up_exactly_when_the_wait_is_over()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0).Feed(1, 3);
        Assert.Equal(Instant.FromSeconds(1.2), receiver.Stream.Next);
        Assert.Equal("0", receiver.Crank(1.1999).Told);
        Assert.Equal("0 lost 3", receiver.Crank(1.2).Told);
        PacketLoss loss = Assert.Single(receiver.Losses);
        Assert.Equal((65_531, 2, GapReason.WaitedOut), (loss.First.Value, loss.Count, loss.Reason));
        Assert.Equal(Instant.FromSeconds(1.2), loss.At);
        Assert.Equal((2, 2, 0), (receiver.Counters.Lost, receiver.Counters.GivenUp, receiver.Counters.Late));
    }

    [Fact]
    public void A_second_gap_is_waited_for_from_when_it_was_seen()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 2).Feed(0.15, 4).Crank(0.2);
        Assert.Equal("0 lost 2", receiver.Told);
        Assert.Equal(Instant.FromSeconds(0.35), receiver.Stream.Next);
        Assert.Equal("0 lost 2 lost 4", receiver.Crank(0.35).Told);
    }

    [Fact]
    public void What_comes_after_it_was_given_up_is_late_and_not_lost()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 2).Crank(0.2).Feed(0.3, 1);
        Assert.Equal("0 lost 2", receiver.Told);
        Assert.Equal((0, 1, 1), (receiver.Counters.Lost, receiver.Counters.Late, receiver.Counters.GivenUp));
    }

    [Fact]
    public void Duplicates_are_counted_whether_held_or_released()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 0, 2, 2, 1, 1, 2, 0);
        Assert.Equal("0 1 2", receiver.Told);
        Assert.Equal((3, 5, 0), (receiver.Counters.Packets, receiver.Counters.Duplicates, receiver.Counters.Late));
    }

    [Fact]
    public void On_a_connection_a_gap_is_not_waited_for()
    {
        Assert.Equal("0 lost 2", new Receiver(ReorderPolicy.Connection).Feed(0, 0, 2).Told);
    }

    [Fact]
    public void A_full_buffer_gives_the_gap_up_before_its_time()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0).Feed(0.01, [.. Enumerable.Range(2, ReorderBuffer.Usual)]);
        PacketLoss loss = Assert.Single(receiver.Losses);
        Assert.Equal((1, GapReason.BufferFull), (loss.Count, loss.Reason));
        Assert.Equal(ReorderBuffer.Usual + 1, receiver.Counters.Packets);
        Assert.Equal(ReorderBuffer.Usual + 2, receiver.Told.Split(' ').Length);
    }

    [Fact]
    public void Nothing_leaves_before_the_answer_to_play_says_where_the_stream_begins()
    {
        Receiver receiver = new(begun: false);
        receiver.Feed(0, 2, 1);
        Assert.Equal("", receiver.Told);
        receiver.Stream.Begin(Receiver.First, Receiver.Epoch, Instant.FromSeconds(0.01));
        Assert.Equal("", receiver.Crank(0.01).Told);
        Assert.Equal("0 1 2", receiver.Feed(0.02, 0).Told);
    }

    [Fact]
    public void Without_a_first_number_the_stream_begins_at_the_lowest_that_came_before_the_answer()
    {
        Receiver receiver = new(begun: false);
        receiver.Feed(0, 2, 1);
        receiver.Stream.Begin(null, null, Instant.FromSeconds(0.01));
        Assert.Equal("1 2", receiver.Crank(0.01).Told);
        Assert.Equal(2, receiver.Counters.Expected);
    }

    [Fact]
    public void Packets_lost_at_the_very_start_are_known_from_rtp_info()
    {
        Receiver receiver = new();
        receiver.Feed(0, 2, 3).Crank(0.2);
        Assert.Equal("lost 2 3", receiver.Told);
        Assert.Equal((4, 2), (receiver.Counters.Expected, receiver.Counters.Lost));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30_000)]
    [InlineData(-20_000)]
    public void A_wrong_first_number_costs_nothing(int offset)
    {
        Receiver receiver = new(begun: false);
        receiver.Stream.Begin(Receiver.First + offset, null, default);
        receiver.Feed(0, 0, 1, 2);
        Assert.Equal("0 1 2", receiver.Told);
        Assert.Equal(0, receiver.Counters.Lost);
    }

    [Fact]
    public void After_goodbye_what_is_under_way_gets_the_wait_and_then_the_stream_ends()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 1, 3);
        receiver.Stream.End(Instant.FromSeconds(0.1));
        receiver.Crank(0.1).Feed(0.15, 2, 4);
        Assert.Equal("0 1 2 3 4", receiver.Told);
        Assert.False(receiver.HasEnded);
        Assert.Equal(Instant.FromSeconds(0.3), receiver.Stream.Next);
        receiver.Crank(0.3);
        Assert.Equal("0 1 2 3 4 end", receiver.Told);
        Assert.True(receiver.HasEnded);
        Assert.Equal(Instant.Never, receiver.Stream.Next);
    }

    [Fact]
    public void A_gap_open_at_the_end_is_lost_for_that_reason()
    {
        Receiver receiver = new(new ReorderPolicy(TimeSpan.FromSeconds(1)));
        receiver.Feed(0, 0);
        receiver.Stream.End(default);
        receiver.Feed(0.9, 2).Crank(1);
        Assert.Equal("0 lost 2 end", receiver.Told);
        Assert.Equal(GapReason.Ended, Assert.Single(receiver.Losses).Reason);
    }

    [Fact]
    public void Positions_count_from_the_stamp_that_play_names_across_the_wrap()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 1, 2);
        Assert.Equal(7_200, receiver.Stream.SinceStart(Receiver.Epoch + 7_200));
        Assert.Equal(-900, receiver.Stream.SinceStart(Receiver.Epoch + -900));
    }

    [Fact]
    public void The_policy_says_what_to_do_and_when_to_ask_again()
    {
        ReorderPolicy policy = new(TimeSpan.FromMilliseconds(200));
        Instant since = Instant.FromSeconds(1);
        ReorderSnapshot gap = new(IsOpen: true, IsFull: false, IsNextHere: false, Held: 1, since);

        Assert.Equal(ReorderAction.Wait, policy.Decide(gap, since));
        Assert.Equal(ReorderAction.GiveUp, policy.Decide(gap, since + policy.Wait));
        Assert.Equal(since + policy.Wait, policy.NextDecision(gap));
        Assert.Equal(ReorderAction.GiveUp, policy.Decide(gap with { IsFull = true }, since));
        Assert.Equal(ReorderAction.Release, policy.Decide(gap with { IsNextHere = true }, since));
        Assert.Equal(ReorderAction.Wait, policy.Decide(gap with { IsNextHere = true, IsOpen = false }, since));
        Assert.Equal(ReorderAction.Wait, policy.Decide(gap with { Held = 0 }, since + policy.Wait));
        Assert.Equal(Instant.Never, policy.NextDecision(gap with { IsNextHere = true }));
    }
}
