using Streaming.Player.Monitoring;
using Streaming.Player.Receiving;
using Streaming.Player.Tests.Receiving;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Monitoring;

/// <summary>What is late, and what is waited for, where a contract lets the server use a buffer of one second. Packet n is shown n · 40 ms
/// after the beginning; the network is given 200 ms.</summary>
public sealed class BufferedReceptionTests
{
    [Fact]
    public void What_comes_within_the_buffer_is_not_late_and_what_comes_behind_it_is()
    {
        (Receiver receiver, ReceptionMonitor monitor) = Contracted();
        receiver.Feed(5, 0).Feed(6.24, 1).Feed(6.29, 2);

        Assert.Equal((3, 1, 0), (receiver.Counters.Packets, receiver.Counters.Late, receiver.Counters.Discarded));
        Assert.Equal("0 1 2", receiver.Told);
        ContractPeriod period = Assert.Single(monitor.Periods);
        Assert.Equal((3, 1, Instant.FromSeconds(6.29)), (period.Packets, period.Late, period.FirstLate));
    }

    [Fact]
    public void What_is_missing_is_waited_for_until_it_is_due()
    {
        (Receiver receiver, _) = Contracted();
        receiver.Feed(5, 0, 2);
        Assert.Equal(Instant.FromSeconds(6.28), receiver.Stream.Next);
        receiver.Crank(6.23).Feed(6.23, 1);
        Assert.Equal("0 1 2", receiver.Told);
        Assert.Equal((0, 0), (receiver.Counters.GivenUp, receiver.Counters.Late));
    }

    [Fact]
    public void Given_up_when_due_it_is_lost_and_late_if_it_comes_after_all()
    {
        (Receiver receiver, ReceptionMonitor monitor) = Contracted();
        receiver.Feed(5, 0, 3).Crank(6.32);
        Assert.Equal("0 lost 3", receiver.Told);
        receiver.Feed(6.4, 1);

        ReceptionCounters counters = receiver.Counters;
        Assert.Equal((2, 1, 1, 1), (counters.GivenUp, counters.Late, counters.Discarded, counters.Lost));
        ContractPeriod period = Assert.Single(monitor.Periods);
        Assert.Equal((2, 1, 1, 2), (period.GivenUp, period.Discarded, period.Lost, period.LongestLossRun));
        Assert.Equal((1, 2), (receiver.Stream.Runs.Bursts, receiver.Stream.Runs.InBursts));
    }

    [Fact]
    public void A_stream_that_is_late_altogether_still_waits_for_what_is_reordered()
    {
        (Receiver receiver, _) = Contracted();
        receiver.Feed(5, 0).Feed(9, 2);
        Assert.Equal(Instant.FromSeconds(9.2), receiver.Stream.Next);
    }

    [Fact]
    public void On_a_connection_nothing_is_waited_for()
    {
        ReceptionMonitor monitor = new(TimeSpan.Zero);
        monitor.Adopt(Terms(1), "", default);
        Receiver receiver = new(ReorderPolicy.Connection, monitor: monitor);
        receiver.Feed(5, 0, 2);
        Assert.Equal("0 lost 2", receiver.Told);
    }

    [Fact]
    public void Without_a_contract_everything_is_as_it_was()
    {
        ReceptionMonitor monitor = new(TimeSpan.FromSeconds(0.2));
        Receiver receiver = new(monitor: monitor);
        receiver.Feed(5, 0, 2).Crank(5.2).Feed(5.3, 1).Feed(90, 3);
        Assert.Equal("0 lost 2 3", receiver.Told);
        Assert.Equal((1, 1), (receiver.Counters.Late, receiver.Counters.Discarded));
        Assert.Empty(monitor.Periods);
    }

    [Fact]
    public void Streams_of_a_session_share_the_beginning()
    {
        ReceptionMonitor monitor = new(TimeSpan.FromSeconds(0.2));
        monitor.Adopt(Terms(1), "", default);
        Receiver first = new(monitor: monitor), second = new(monitor: monitor);
        first.Feed(5, 0);
        second.Feed(6.21, 0);
        Assert.Equal((0, 1), (first.Counters.Late, second.Counters.Late));
    }

    [Fact]
    public void A_smaller_buffer_does_not_make_late_what_is_held_already()
    {
        (Receiver receiver, ReceptionMonitor monitor) = Contracted();
        receiver.Feed(5, 0);
        monitor.Adopt(Terms(2, "buffer=500ms"), "smaller", Instant.FromSeconds(5.5));
        receiver.Feed(6.2, 1);
        Assert.Equal(0, receiver.Counters.Late);
        monitor.Adopt(Terms(3, "buffer=2s"), "larger", Instant.FromSeconds(6.3));
        receiver.Feed(7.2, 2);
        Assert.Equal(0, receiver.Counters.Late);
    }

    private static (Receiver Receiver, ReceptionMonitor Monitor) Contracted()
    {
        ReceptionMonitor monitor = new(TimeSpan.FromSeconds(0.2));
        monitor.Adopt(Terms(1), "", default);
        return (new(monitor: monitor), monitor);
    }

    private static ContractText Terms(int generation, string buffer = "buffer=1s")
    {
        string text = Tests.Contracts.Contracted.Terms(generation).Replace("buffer=1s", buffer, StringComparison.Ordinal);
        Assert.True(ContractText.TryParse(text, out ContractText? terms, out _));
        return terms;
    }
}
