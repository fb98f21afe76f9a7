using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Monitoring;

public sealed class ContractMonitorTests
{
    private static readonly Instant Start = new(77);

    private static readonly Contract Promise = new()
    {
        Generation = 1,
        Class = ServiceClass.Guaranteed,
        Traffic = new(BitRate.Mbps(1), new(10_000), BitRate.Mbps(10), new(60), new(1_448)),
        Reserved = BitRate.Mbps(1),
        DelayBound = TimeSpan.FromMilliseconds(80),
        Buffer = TimeSpan.FromSeconds(1),
        Priority = 5,
        Asked = new()
        {
            Delay = TimeSpan.FromMilliseconds(100),
            Jitter = TimeSpan.FromMilliseconds(20),
            Loss = Ratio.Percent(1),
            LossBurst = 4,
        },
    };

    private readonly ContractMonitor _monitor = new(Promise, level: 0, Start);
    private Instant _now = Start;

    [Fact]
    public void Who_keeps_to_everything_has_met_the_contract()
    {
        for (int i = 0; i < 60; i++)
        {
            Send(50, 12_500);
            Report(new() { Interval = Seconds(5), Expected = 600, Lost = 5, Jitter = Ms(30), OwnJitter = Ms(12), RoundTrip = Ms(40) });
        }

        Assert.False(_monitor.TryTake(out _));
        Verdict verdict = _monitor.Verdict(_now);
        Assert.True(verdict.IsMet);
        Assert.Equal(
            "contract met: burst 10 kB of 10 kB; lateness 0 ms of 10 ms; delay 20 ms of 80 ms; jitter 18 ms of 20 ms; loss 0.833 % of 1 %",
            verdict.ToString());
    }

    [Fact]
    public void Losses_while_the_sender_keeps_to_its_plan_are_the_network_s()
    {
        Send(50, 12_500);
        Report(new() { Interval = Seconds(5), Expected = 600, Lost = 30, RoundTrip = Ms(40) });
        Violation violation = Taken();
        Assert.Equal((Term.Loss, Party.Network, Measure.Of(Ratio.Percent(1)), Measure.Of(Ratio.Percent(5))),
            (violation.Term, violation.By, violation.Promised, violation.Measured));
        Assert.Equal(Start, violation.Since);
        Assert.Null(violation.Until);
        Assert.True(_monitor.IsHurt);
        Assert.Equal("contract violated: loss 5 % instead of 1 % by the network", violation.ToString());

        // Kept again after ten seconds of reports without; the time it was not kept ends with the last bad report.
        Quiet(9);
        Assert.True(_monitor.IsViolated(Term.Loss));
        Assert.False(_monitor.IsHurt);
        Quiet(1);
        Assert.Equal(Start + Seconds(5), Taken().Until);
        Verdict verdict = _monitor.Verdict(_now);
        Assert.False(verdict.IsMet);
        Assert.Equal(Seconds(5), verdict.Terms.Single(term => term.Term == Term.Loss).Broken);
        Assert.StartsWith("contract violated: loss 5 % instead of 1 % for 5 s from 0:00 on by the network; burst 10 kB", $"{verdict}");
    }

    [Fact]
    public void What_the_sender_dropped_is_the_server_s_though_the_receiver_misses_it_too()
    {
        Window(new SendWindow { Sent = new(100, new(1_000)), Dropped = new(20, new(20_000)) });
        Report(new() { Interval = Ms(100), Expected = 120, Lost = 20 });
        Assert.Equal(Party.Server, Taken().By);
    }

    [Fact]
    public void What_was_dropped_is_counted_once_whichever_stream_s_report_misses_it()
    {
        Window(new SendWindow { Sent = new(100, new(1_000)), Dropped = new(20, new(20_000)) });
        Report(new() { Interval = Ms(100), Expected = 40, Lost = 0 });
        Assert.Equal(Party.Server, Taken().By);
        Report(new() { Interval = Ms(100), Expected = 120, Lost = 20 }, advance: false);
        Assert.Equal(Ratio.Zero, _monitor.LastLoss);

        // Half a minute later what is missing is not that any more.
        Window(new SendWindow { Sent = new(100, new(1_000)), Dropped = new(20, new(20_000)) });
        Send(301, 1_000);
        Report(new() { Interval = Seconds(30), Expected = 120, Lost = 0 }, advance: false);
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 20 }, advance: false);
        Assert.Equal(Ratio.Percent(20), _monitor.LastLoss);
    }

    [Fact]
    public void Losses_while_the_sender_bursts_are_the_server_s()
    {
        for (int i = 0; i < 10; i++)
            Window(new SendWindow { Sent = new(100, new(100_000)) });
        Assert.Equal((Term.Conformance, Party.Server), (Taken() is var burst ? burst.Term : default, burst.By));
        Report(new() { Interval = Seconds(1), Expected = 1_000, Lost = 200 });
        Assert.Equal((Term.Loss, Party.Server), (Taken() is var loss ? loss.Term : default, loss.By));
    }

    [Fact]
    public void What_came_and_was_thrown_away_is_the_receiver_s()
    {
        Report(new() { Interval = Seconds(5), Expected = 600, Lost = 0, Discarded = 60 });
        Violation violation = Taken();
        Assert.Equal((Term.Loss, Party.Receiver, Measure.Of(Ratio.Percent(10))), (violation.Term, violation.By, violation.Measured));
        Assert.False(_monitor.IsHurt);
        Assert.Contains("by the receiver", _monitor.Verdict(_now).ToString());
    }

    [Fact]
    public void A_lower_rendition_by_the_client_s_own_wish_breaks_nothing()
    {
        _monitor.Moved(2, Party.Client, Start + Seconds(10));
        Assert.Equal((Term.Quality, Party.Client), (Taken() is var wish ? wish.Term : default, wish.By));
        Verdict verdict = _monitor.Verdict(Start + Seconds(40));
        Assert.True(verdict.IsMet);
        Assert.Equal("contract met: quality level 2 instead of level 0 for 30 s from 0:10 on by the client's wish, still", $"{verdict}");

        // A link that shrinks afterwards is the network's from then on, and back at the top it is over.
        _monitor.Moved(3, Party.Network, Start + Seconds(40));
        _monitor.Moved(0, Party.Network, Start + Seconds(45));
        TermVerdict quality = _monitor.Verdict(Start + Seconds(60)).Terms.Single(term => term.Term == Term.Quality);
        Assert.Equal(Seconds(5), quality.Broken);
        Assert.Equal(Seconds(30), quality.ByParty[(int)Party.Client]);
        Assert.Null(quality.Standing);
    }

    [Fact]
    public void One_stray_packet_toggles_nothing()
    {
        for (int i = 0; i < 600; i++)
        {
            // One packet late by much in every second, one lost with every report.
            Window(new SendWindow
            {
                Sent = new(10, new(10_000)),
                Late = i % 10 == 0 ? new(1, new(1_000)) : default,
                WorstLateness = i % 10 == 0 ? Seconds(1) : TimeSpan.Zero,
            });
            if (i % 50 == 0)
                Report(new() { Interval = Seconds(5), Expected = 90, Lost = 1, LossRun = 1 }, advance: false);
        }

        Assert.False(_monitor.TryTake(out _));
    }

    [Fact]
    public void Late_windows_make_lateness_a_violation_and_calm_ends_it()
    {
        for (int i = 0; i < 3; i++)
            Window(Late(new(5, new(5_000)), Ms(15)));
        Violation violation = Taken();
        Assert.Equal((Term.Lateness, Party.Server, Start), (violation.Term, violation.By, violation.Since));
        Send(19, 1_000);
        Assert.False(_monitor.TryTake(out _));
        Send(1, 1_000);
        Assert.Equal(Start + Ms(300), Taken().Until);
    }

    [Fact]
    public void A_stall_shows_in_the_one_window_that_follows_it()
    {
        Window(Late(new(40, new(40_000)), Seconds(1)));
        Assert.Equal(Term.Lateness, Taken().Term);
    }

    [Fact]
    public void Late_because_the_connection_took_no_more_is_not_the_server_s()
    {
        for (int i = 0; i < 3; i++)
            Window(Late(new(5, new(5_000)), Ms(15)) with { Blocked = new(5, new(5_000)) });
        Assert.Equal(Party.Network, Taken().By);
    }

    [Fact]
    public void Delay_and_jitter_need_two_reports_and_jitter_counts_less_what_the_sender_made_itself()
    {
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 0, RoundTrip = Ms(180), Jitter = Ms(100), OwnJitter = Ms(90) });
        Assert.False(_monitor.TryTake(out _));
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 0, RoundTrip = Ms(200), Jitter = Ms(100), OwnJitter = Ms(70) });
        Violation delay = Taken();
        Assert.Equal((Term.Delay, Measure.Of(Ms(80)), Measure.Of(Ms(100))), (delay.Term, delay.Promised, delay.Measured));
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 0, Jitter = Ms(100), OwnJitter = Ms(70) });
        Assert.Equal((Term.Jitter, Measure.Of(Ms(30))), (Taken() is var jitter ? jitter.Term : default, jitter.Measured));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void A_run_of_losses_longer_than_promised_is_one_at_once(int run, bool isViolated)
    {
        Report(new() { Interval = Seconds(5), Expected = 10_000, Lost = run, LossRun = run });
        Assert.Equal(isViolated, _monitor.IsViolated(Term.LossBurst));
    }

    [Fact]
    public void A_small_excess_of_loss_is_found_as_well_though_later()
    {
        // 1.1 % of 1,000 where 1 % is promised: the excess adds up to two packets after two reports, and one lost less takes none away.
        Report(new() { Interval = Seconds(5), Expected = 1_000, Lost = 11 });
        Assert.False(_monitor.IsViolated(Term.Loss));
        Report(new() { Interval = Seconds(5), Expected = 1_000, Lost = 11 });
        Assert.True(_monitor.IsViolated(Term.Loss));
        Assert.Equal(Start, Taken().Since);
    }

    [Fact]
    public void What_is_not_promised_is_measured_and_never_violated()
    {
        ContractMonitor monitor = new(Promise with { Asked = FlowSpec.Nothing, DelayBound = null }, 0, Start);
        monitor.Accept(new ReceptionFigures { Interval = Seconds(5), Expected = 10, Lost = 9, RoundTrip = Seconds(9) }, Start + Seconds(5));
        Assert.False(monitor.TryTake(out _));
        Assert.Equal("contract met: delay 4500 ms; loss 90 %", monitor.Verdict(Start + Seconds(5)).ToString());
    }

    [Fact]
    public void Another_contract_begins_with_a_clean_slate()
    {
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 10 });
        Assert.Null(Taken().Until);
        _monitor.Adopt(Promise with { Generation = 2, Asked = Promise.Asked with { Loss = Ratio.Percent(20) } }, _now);
        Assert.Equal(Start + Seconds(5), Taken().Until);
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 10 });
        Assert.False(_monitor.TryTake(out _));
    }

    [Fact]
    public void Hurt_is_what_a_report_says_of_the_time_since_the_last_move()
    {
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 10 });
        _monitor.Moved(1, Party.Network, _now);
        Assert.False(_monitor.IsHurt);
        Report(new() { Interval = Seconds(6), Expected = 100, Lost = 10 }, advance: false);
        Assert.False(_monitor.IsHurt);
        Report(new() { Interval = Seconds(5), Expected = 100, Lost = 10 });
        Assert.True(_monitor.IsHurt);
    }

    [Theory, Seeds(100)]
    public void A_bucket_s_traffic_always_conforms_and_a_percent_more_never_for_long(ulong seed)
    {
        SeededRandom random = new(seed);
        TrafficSpec spec = Promise.Traffic;
        ContractMonitor fair = new(Promise, 0, Start), greedy = new(Promise, 0, Start);
        long tokens = spec.Depth.Bytes, perWindow = (spec.Rate * MonitoringWindow.Length).Bytes;
        for (int i = 0; i < 2_000; i++)
        {
            Instant start = Start + (MonitoringWindow.Length * i);
            tokens = Math.Min(tokens, spec.Depth.Bytes) + perWindow;
            long sent = random.Next(3) == 0 ? tokens : random.Next((int)tokens + 1);
            tokens -= sent;
            fair.Accept(new SendWindow { Start = start, Sent = new(1, new(sent)) });
            greedy.Accept(new SendWindow { Start = start, Sent = new(1, new(perWindow * 101 / 100)) });
        }

        Assert.False(fair.TryTake(out _));
        Assert.True(greedy.IsViolated(Term.Conformance));
    }

    private static SendWindow Late(Tally late, TimeSpan worst) => new() { Sent = late, Late = late, WorstLateness = worst };

    private static TimeSpan Ms(double value) => TimeSpan.FromMilliseconds(value);

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);

    private void Send(int windows, long bytes)
    {
        for (int i = 0; i < windows; i++)
            Window(new SendWindow { Sent = new(10, new(bytes)) });
    }

    private void Window(SendWindow window)
    {
        _monitor.Accept(window with { Start = _now });
        _now += MonitoringWindow.Length;
    }

    private void Report(ReceptionFigures figures, bool advance = true)
    {
        // Windows have advanced the time already where they cover the report.
        if (advance && _now - Start < figures.Interval)
            _now = Start + figures.Interval;
        else if (advance && _reported is { } before && _now - before < figures.Interval)
            _now = before + figures.Interval;
        _reported = _now;
        _monitor.Accept(figures, _now);
    }

    private Instant? _reported;

    private void Quiet(int seconds)
    {
        for (int i = 0; i < seconds; i++)
            Report(new() { Interval = Seconds(1), Expected = 100, Lost = 0 });
    }

    private Violation Taken()
    {
        Assert.True(_monitor.TryTake(out Violation? violation));
        return violation;
    }
}
