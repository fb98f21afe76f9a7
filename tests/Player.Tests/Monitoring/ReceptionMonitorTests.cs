using Streaming.Player.Monitoring;
using Streaming.Player.Reporting;
using Streaming.Player.Tests.Contracts;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Monitoring;

/// <summary>What is received, in windows and against the contract in force at the time.</summary>
public sealed class ReceptionMonitorTests
{
    private readonly ReceptionMonitor _monitor = new(TimeSpan.Zero);

    [Fact]
    public void Windows_of_a_whole_session_are_summed_up()
    {
        // 20 packets of 1 200 bytes on the wire in every window but each tenth, which is empty, for a minute.
        for (int window = 0; window < 600; window++)
        {
            for (int packet = 0; packet < 20 && window % 10 != 5; packet++)
            {
                TimeSpan jitter = TimeSpan.FromMilliseconds(window == 300 ? 9 : 2);
                _monitor.Received(1_152, jitter, null, false, At((window * 0.1) + (packet * 0.004)));
            }
        }

        _monitor.Lost(3, At(60.01));
        _monitor.Finish(At(60.15));
        WindowsReport report = ContractReportBuilder.Windows(_monitor, At(0))!;

        Assert.Equal((601, 61, 1, 0), (report.Count, report.Empty, report.Lossy, report.Late));
        Assert.Equal((1_920_000, 1_920_000), (report.MedianBitsPerSecond, report.BusiestBitsPerSecond));
        Assert.Equal((9, 0, null), (report.WorstJitterMs, report.BusiestAtMs, report.LowestBufferMs));
        Assert.InRange(report.P99JitterMs, 2, 2 * 17 / 16.0);
    }

    [Fact]
    public void A_kept_contract_is_kept_in_every_term()
    {
        Adopt(1, "");
        for (int i = 0; i < 1_000; i++)
            _monitor.Received(1_000, TimeSpan.Zero, At(100), false, At(i * 0.01));
        ContractReport report = Assert.Single(Build(10));

        Assert.True(report.IsKept);
        Assert.Equal(("controlled-load", "480p", 1_337_000, 14_200, 1_000), (report.Class, report.Point, report.RateBitsPerSecond,
            report.DepthBytes, report.BufferMs));
        Assert.Equal(838_400, Term(report, "rate").Measured);
        Assert.Equal((0, 0), (Term(report, "late").Promised, Term(report, "late").Measured));
        Assert.Null(Term(report, "loss").Promised);
    }

    [Fact]
    public void More_than_rate_and_depth_allow_is_a_breach()
    {
        Adopt(1, "");
        int most = (int)((14_200 + (1_337_000 / 8 * 10)) / 1_048);
        for (int i = 0; i < most; i++)
            _monitor.Received(1_000, TimeSpan.Zero, null, false, At(i * 0.001));
        Assert.True(Term(Assert.Single(Build(10)), "rate").IsKept);
        _monitor.Received(1_000, TimeSpan.Zero, null, false, At(9.9));
        Assert.False(Term(Assert.Single(Build(10)), "rate").IsKept);
    }

    [Fact]
    public void Loss_bursts_and_delay_are_held_against_what_was_asked_for()
    {
        Adopt(1, "", new() { Loss = Ratio.Percent(1), LossBurst = 2, Jitter = TimeSpan.FromMilliseconds(20) });
        for (int i = 0; i < 97; i++)
            _monitor.Received(1_000, TimeSpan.Zero, null, false, At(i * 0.01));
        _monitor.Lost(3, At(0.5));
        _monitor.Reported(0, Ntp(0), At(0.1));
        _monitor.Reported(0, Ntp(5), At(5.125));
        _monitor.Reported(1, Ntp(5), At(9));
        ContractReport report = Assert.Single(Build(10));

        Assert.False(report.IsKept);
        Assert.Equal(new TermReport("loss", "%", 1, 3, false, 500), Term(report, "loss"));
        Assert.Equal(new TermReport("lossBurst", "packets", 2, 3, false, 500), Term(report, "lossBurst"));
        Assert.Equal(new TermReport("delayVariation", "ms", 20, 25, false, null), Term(report, "delayVariation"));
    }

    [Fact]
    public void What_came_after_all_is_no_loss_of_the_networks()
    {
        Adopt(1, "", new() { Loss = Ratio.Zero });
        _monitor.Received(1_000, TimeSpan.Zero, null, false, At(0));
        _monitor.Lost(1, At(1));
        _monitor.Received(1_000, TimeSpan.Zero, At(0.9), isUseless: true, At(1.1));
        ContractReport report = Assert.Single(Build(10));
        Assert.True(Term(report, "loss").IsKept);
        Assert.Equal(new TermReport("late", "packets", 0, 1, false, 1_100), Term(report, "late"));
    }

    [Fact]
    public void Best_effort_promises_nothing_about_being_late()
    {
        const string Text = "generation=1; class=best-effort; r=1M; b=9000; p=4Mb/s; m=60; M=1448";
        Assert.True(ContractText.TryParse(Text, out ContractText? terms, out _));
        _monitor.Adopt(terms, "", At(0));
        _monitor.Received(1_000, TimeSpan.Zero, At(0.9), false, At(1.1));
        Assert.True(Assert.Single(Build(10)).IsKept);
    }

    [Fact]
    public void Each_contract_is_held_against_its_own_time()
    {
        Adopt(1, "");
        _monitor.Received(1_000, TimeSpan.Zero, At(1), false, At(0));
        _monitor.Adopt(Terms(4), "link 'uplink' shrank", At(2));
        _monitor.Received(1_000, TimeSpan.Zero, At(1), false, At(3));
        IReadOnlyList<ContractReport> reports = Build(10);

        Assert.Equal([(1, "", 0.0, 2_000.0, true), (4, "link 'uplink' shrank", 2_000.0, 10_000.0, false)],
            reports.Select(one => (one.Generation, one.Reason, one.FromMs, one.UntilMs!.Value, one.IsKept)));
    }

    [Fact]
    public void After_a_change_the_old_rendition_may_go_on_to_its_key_picture()
    {
        Adopt(1, "");
        Assert.True(ContractText.TryParse("generation=2; r=100kb/s; b=2000; p=4Mb/s; m=60; M=1448", out ContractText? less, out _));
        _monitor.Adopt(less, "", At(1));
        for (int i = 0; i < 300; i++)
            _monitor.Received(1_000, TimeSpan.Zero, null, false, At(1 + (i * 0.0067)));
        Assert.True(Build(3)[1].IsKept);
    }

    [Fact]
    public void But_not_for_ever()
    {
        Adopt(1, "");
        Assert.True(ContractText.TryParse("generation=2; r=100kb/s; b=2000; p=4Mb/s; m=60; M=1448", out ContractText? less, out _));
        _monitor.Adopt(less, "", At(1));
        for (int i = 0; i < 1_500; i++)
            _monitor.Received(1_000, TimeSpan.Zero, null, false, At(1 + (i * 0.0067)));
        Assert.False(Build(11)[1].IsKept);
    }

    [Fact]
    public void A_server_that_changes_all_the_time_fills_no_memory()
    {
        for (int generation = 1; generation <= 5_000; generation++)
            _monitor.Adopt(Terms(generation), "", At(generation));
        Assert.Equal((1_000, 4_000), (_monitor.Periods.Count, _monitor.PeriodsForgotten));
        Assert.Equal(5_000, _monitor.Periods[^1].Terms.Contract.Generation);
    }

    private void Adopt(int generation, string reason, FlowSpec? asked = null)
    {
        ContractText terms = Terms(generation);
        _monitor.Adopt(terms with { Contract = terms.Contract with { Asked = asked ?? FlowSpec.Nothing } }, reason, At(0));
    }

    private IReadOnlyList<ContractReport> Build(double now)
    {
        _monitor.Finish(At(now));
        return ContractReportBuilder.Build(_monitor, At(0), At(now));
    }

    private static TermReport Term(ContractReport report, string term) => report.Terms.Single(one => one.Term == term);

    private static ContractText Terms(int generation)
    {
        Assert.True(ContractText.TryParse(Contracted.Terms(generation), out ContractText? terms, out _));
        return terms;
    }

    private static Instant At(double seconds) => Instant.FromSeconds(seconds);

    private static NtpTime Ntp(int seconds) => new((ulong)(4_000_000_000u + seconds) << 32);
}
