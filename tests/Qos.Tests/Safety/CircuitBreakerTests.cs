using Streaming.Primitives.Chance;
using Streaming.Qos.Safety;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Safety;

/// <summary>RFC 8083 §4, part by part.</summary>
public sealed class CircuitBreakerTests
{
    private static readonly Instant Start = new(99);

    private Instant _now = Start;
    private uint _highest = uint.MaxValue - 1_000;

    // §4.1 RTCP timeout

    [Theory]
    [InlineData(1, 15)]
    [InlineData(5, 15)]
    [InlineData(8, 24)]
    public void Without_any_report_it_ceases_after_three_intervals_of_at_least_five_seconds(int interval, int seconds)
    {
        CircuitBreaker breaker = new(new() { ReportingInterval = Seconds(interval) });
        breaker.Sent(1, Start);
        Assert.Equal(BreakerVerdict.Keep, breaker.Check(Start + Seconds(seconds) - new TimeSpan(1)));
        Assert.Equal(BreakerVerdict.Cease, breaker.Check(Start + Seconds(seconds)));
        Assert.Equal(BreakerCause.RtcpTimeout, breaker.Cause);
    }

    [Fact]
    public void Every_report_begins_the_wait_anew_and_a_pause_ends_it()
    {
        CircuitBreaker breaker = new();
        breaker.Sent(1, Start);
        breaker.Accept(new(0, 1, null), Start + Seconds(14));
        Assert.Equal(BreakerVerdict.Keep, breaker.Check(Start + Seconds(28)));
        breaker.Pause();
        Assert.Equal(BreakerVerdict.Keep, breaker.Check(Start + Seconds(1_000)));
        breaker.Sent(1, Start + Seconds(1_000));
        Assert.Equal(BreakerVerdict.Keep, breaker.Check(Start + Seconds(1_014)));
        Assert.Equal(BreakerVerdict.Cease, breaker.Check(Start + Seconds(1_015)));
    }

    // §4.2 media timeout

    [Fact]
    public void Reports_that_nothing_arrives_make_it_cease_after_an_interval_of_them()
    {
        CircuitBreaker breaker = new();
        Assert.Equal(3, breaker.Interval);
        for (int report = 1; report <= 3; report++)
        {
            breaker.Sent(500, _now);
            BreakerVerdict verdict = breaker.Accept(new(0, 7, TimeSpan.FromMilliseconds(50)), _now += Seconds(5));
            Assert.Equal(report < 3 ? BreakerVerdict.Keep : BreakerVerdict.Cease, verdict);
        }

        Assert.Equal(BreakerCause.MediaTimeout, breaker.Cause);
    }

    [Fact]
    public void Progress_between_them_starts_the_count_again_also_where_the_number_wraps()
    {
        CircuitBreaker breaker = new();
        uint[] reported = [uint.MaxValue, uint.MaxValue, 3, 3, 4, 4, 5];
        foreach (uint highest in reported)
        {
            breaker.Sent(500, _now);
            Assert.Equal(BreakerVerdict.Keep, breaker.Accept(new(0, highest, null), _now += Seconds(5)));
        }
    }

    [Fact]
    public void A_stream_that_sends_less_than_a_packet_in_a_round_trip_cannot_be_told_to_be_lost()
    {
        // A subtitle in ten seconds; 100 ms there and back.
        CircuitBreaker breaker = new();
        for (int report = 0; report < 20; report++)
        {
            if (report % 2 == 0)
                breaker.Sent(1, _now);
            Assert.Equal(BreakerVerdict.Keep, breaker.Accept(new(0, 7, TimeSpan.FromMilliseconds(100)), _now += Seconds(5)));
        }
    }

    // §4.3 congestion

    [Theory]
    // ceil(3 · min(max(10 · G · Tf, 10 · Tr, 3 · Tdr), max(15 s, 3 · Td)) / (3 · Tdr)); the round trip is 100 ms.
    [InlineData(5, 5, 40, 1, 3)]
    [InlineData(5, 1, 40, 1, 3)]
    [InlineData(5, 0.2, 40, 1, 5)]
    [InlineData(5, 0.2, 40, 12, 24)]
    [InlineData(5, 0.2, 2_000, 1, 75)]
    [InlineData(10, 1, 4_000, 1, 30)]
    [InlineData(5, 0, 2_000, 12, 128)]
    public void The_interval_is_what_the_formula_says(double own, double receiver, int framing, int group, int expected) => Assert.Equal(
        expected,
        new CircuitBreaker(new()
        {
            ReportingInterval = Seconds(own),
            ReceiverInterval = Seconds(receiver),
            FramingInterval = TimeSpan.FromMilliseconds(framing),
            GroupSize = group,
        }).Interval);

    [Theory]
    // p = 26/256, Tr = 100 ms: a TCP connection sends 1 / (0.1 · sqrt(2p/3)) = 38.4 packets a second; ten times that is 384.
    [InlineData(26, 383, BreakerVerdict.Keep)]
    [InlineData(26, 386, BreakerVerdict.Cease)]
    // p = 3/256: 113.1 and 1,131.
    [InlineData(3, 1_130, BreakerVerdict.Keep)]
    [InlineData(3, 1_133, BreakerVerdict.Cease)]
    [InlineData(0, 1_000_000, BreakerVerdict.Keep)]
    [InlineData(255, 120, BreakerVerdict.Keep)]
    [InlineData(255, 124, BreakerVerdict.Cease)]
    public void It_trips_at_ten_times_what_tcp_would_send(byte fraction, long packetsPerSecond, BreakerVerdict expected)
    {
        CircuitBreaker breaker = new();
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 2, packetsPerSecond, fraction));
        Assert.Equal(expected, Send(breaker, 1, packetsPerSecond, fraction));
        Assert.Equal(expected == BreakerVerdict.Cease ? BreakerCause.Congestion : BreakerCause.None, breaker.Cause);
    }

    [Fact]
    public void One_bad_report_among_good_ones_is_averaged_away()
    {
        // 60/256 over three reports is 20/256: 438 packets a second would be too many.
        CircuitBreaker breaker = new();
        Send(breaker, 3, 400, 0);
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 1, 400, 60));
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 20, 400, 0));
    }

    [Fact]
    public void Who_can_go_down_to_a_tenth_may_try_once_before_it_ceases()
    {
        CircuitBreaker breaker = new(new() { CanReduceTenfold = true });
        Assert.Equal(BreakerVerdict.ReduceTenfold, Send(breaker, 3, 1_000, 100));
        Assert.Equal(BreakerVerdict.ReduceTenfold, breaker.Check(_now));
        breaker.Reduced(_now);
        Assert.Equal(BreakerVerdict.Keep, breaker.Check(_now));

        // A tenth, and the losses are as before and worse: another interval of reports, and that is that.
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 2, 250, 200));
        Assert.Equal(BreakerVerdict.Cease, Send(breaker, 1, 250, 200));
    }

    [Fact]
    public void A_reduction_that_helped_may_be_tried_again_another_time()
    {
        CircuitBreaker breaker = new(new() { CanReduceTenfold = true });
        Send(breaker, 3, 1_000, 100);
        breaker.Reduced(_now);
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 3, 100, 0));
        Assert.Equal(BreakerVerdict.ReduceTenfold, Send(breaker, 3, 1_000, 100));
    }

    [Fact]
    public void Capacity_that_is_reserved_is_not_compared_with_tcp()
    {
        CircuitBreaker breaker = new(new() { WatchesCongestion = false });
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 10, 100_000, 100));
    }

    // §4.4 media usability

    [Fact]
    public void What_is_of_no_use_any_more_is_not_sent()
    {
        CircuitBreaker breaker = new(new() { WatchesCongestion = false, UnusableLoss = Ratio.Percent(50) });
        Assert.Equal(BreakerVerdict.Keep, Send(breaker, 10, 100, 127));
        Assert.Equal(BreakerVerdict.Cease, Send(breaker, 3, 100, 130));
        Assert.Equal(BreakerCause.MediaUsability, breaker.Cause);
    }

    // §4.5 ceasing transmission

    [Fact]
    public void Who_was_told_to_cease_is_not_told_otherwise_again()
    {
        CircuitBreaker breaker = new();
        breaker.Sent(1, Start);
        breaker.Check(Start + Seconds(15));
        _now += Seconds(20);
        Assert.Equal(BreakerVerdict.Cease, Send(breaker, 5, 100, 0));
        breaker.Reduced(_now);
        Assert.Equal((BreakerVerdict.Cease, BreakerCause.RtcpTimeout), (breaker.Verdict, breaker.Cause));
    }

    [Theory, Seeds(200)]
    public void Whatever_is_reported_the_arithmetic_holds_and_little_loss_at_a_film_s_rate_never_trips(ulong seed)
    {
        SeededRandom random = new(seed);
        CircuitBreaker wild = new(new() { ReceiverInterval = TimeSpan.FromMilliseconds(random.Next(6_000)), CanReduceTenfold = true });
        CircuitBreaker film = new();
        for (int i = 0; i < 300; i++)
        {
            _now += TimeSpan.FromMilliseconds(1 + random.Next(10_000));
            wild.Sent(random.Next(1_000_000), _now);
            wild.Accept(
                new((byte)random.Next(256), (uint)random.NextUInt64(), new TimeSpan((long)(random.NextUInt64() >> random.Next(64)))), _now);
            if (wild.Verdict == BreakerVerdict.ReduceTenfold)
                wild.Reduced(_now);
        }

        // 2 Mb/s in 180 packets a second over 30 ms with less than one in a hundred lost.
        for (int i = 0; i < 300; i++)
            Assert.Equal(BreakerVerdict.Keep, Send(film, 1, 180, (byte)random.Next(3)));
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);

    private BreakerVerdict Send(CircuitBreaker breaker, int reports, long packetsPerSecond, byte fraction)
    {
        BreakerVerdict verdict = breaker.Verdict;
        for (int i = 0; i < reports; i++)
        {
            breaker.Sent(i == 0 && _now == Start ? 0 : 1, _now);
            breaker.Sent((packetsPerSecond * 5) - 1, _now + Seconds(4));
            _highest += (uint)packetsPerSecond * 5;
            verdict = breaker.Accept(new(fraction, _highest, TimeSpan.FromMilliseconds(100)), _now += Seconds(5));
        }

        return verdict;
    }
}
