using Streaming.Formats.Rtcp;
using Streaming.Qos.Monitoring;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Sending;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>What is sent and what is reported, against what was promised.</summary>
public sealed class SessionMonitorTests : IAsyncLifetime
{
    private readonly HostRig _rig = new();
    private uint _highest;
    private int _lost;

    private FilmSession Session => _rig.Session;

    private SessionMonitor Monitor => _rig.Server.Monitors.Find(Session.Id)!;

    public async ValueTask InitializeAsync() => await _rig.PlayAsync("10.2.0.7", wishes: ("Flow-Spec", "loss=1%; jitter=30ms"));

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Packets_that_came_too_late_for_the_receiver_are_its_own_doing()
    {
        await ReportAsync(lost: 0, late: 40);
        await ReportAsync(lost: 1, late: 40);
        Violation loss = Standing(Term.Loss)!;
        Assert.Equal(Party.Receiver, loss.By);
        Assert.Contains("by the receiver", Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packets_that_never_came_are_the_networks_doing()
    {
        await ReportAsync(lost: 40, late: 1);
        await ReportAsync(lost: 40, late: 0);
        Assert.Equal(Party.Network, Standing(Term.Loss)!.By);
        Assert.Contains("by the network", Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_receiver_sees_is_remembered_report_by_report()
    {
        Assert.True(Session.Sending.AcceptRtcp(Compound.Of(Block(100, 0)), _rig.Time.Now));
        Assert.True(Session.Sending.AcceptRtcp(Compound.Of(Block(100, 6), late: 3, bursts: (2, 5)), _rig.Time.Now));
        await _rig.PassAsync(1);
        Assert.Equal([(100, 0, null, null), (100, 6, 3L, 3)], Monitor.Receptions.Select(
            one => (one.Figures.Expected, one.Figures.Lost, one.Figures.Discarded, one.Figures.LossRun)));
        for (int report = 0; report < 200; report++)
            await ReportAsync(lost: 0, late: 0);
        Assert.Equal(64, Monitor.Receptions.Count);
        Assert.Equal(_rig.Time.Now - TimeSpan.FromSeconds(1), Monitor.Receptions[^1].At);
    }

    [Fact]
    public async Task Where_nothing_is_wrong_the_contract_is_met()
    {
        for (int report = 0; report < 10; report++)
            await ReportAsync(lost: report % 5 == 0 ? 1 : 0, late: 0);
        Assert.StartsWith("contract met", Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Windows_from_before_a_smaller_contract_came_into_force_are_judged_by_the_larger()
    {
        // All that the larger one allows, up to the moment of the change, which the monitor hears of together with it.
        await _rig.PassAsync(2);
        Send(Session.Contract!.Traffic.Rate, seconds: 1);
        _rig.Time.Advance(1);
        Assert.Equal("480p", await _rig.LimitAsync(BitRate.Mbps(2)));
        Assert.True(Session.Sending.Meter.History.Written > 0);
        await _rig.PassAsync(3);
        Assert.Null(Standing(Term.Conformance));
        Assert.Equal("480p", Session.Agreement.InForce!.Point.Name);

        // The same under the smaller one is too much, by whoever sends.
        Send(BitRate.Mbps(4), seconds: 2);
        await _rig.PassAsync(3);
        Assert.Contains("burst", Verdict(), StringComparison.Ordinal);
        Assert.Contains(Monitor.Events, one => one.Kind == "violated" && one.Text.Contains("by the server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_leaves_at_once_under_a_larger_contract_is_judged_by_it()
    {
        await _rig.LimitAsync(BitRate.Mbps(2));
        await _rig.PassAsync(30);
        await _rig.LimitAsync(BitRate.Mbps(10));
        await _rig.PassAsync(30);
        Assert.Equal("source", Session.Point!.Name);
        Send(Session.Contract!.Traffic.Rate, seconds: 2);
        await _rig.PassAsync(3);
        Assert.Null(Standing(Term.Conformance));
        Assert.DoesNotContain(Monitor.Events, one => one.Text.Contains("burst", StringComparison.Ordinal));
    }

    private string Verdict() => Monitor.Verdict(_rig.Time.Now).ToString();

    private Violation? Standing(Term term) => Monitor.Verdict(_rig.Time.Now).Terms.FirstOrDefault(one => one.Term == term)?.Standing;

    private ReportBlock Block(uint expected, int lost)
    {
        SendStream video = Session.Streams[0].Sending;
        _highest = _highest == 0 ? video.Identity.First.Value + expected - 1 : _highest + expected;
        _lost += lost;
        return new(video.Identity.Ssrc, 0, _lost, _highest, 90, 0, 0);
    }

    /// <summary>Of another hundred packets.</summary>
    private async Task ReportAsync(int lost, uint late)
    {
        Assert.True(Session.Sending.AcceptRtcp(Compound.Of(Block(100, lost), late, ((uint)(lost > 1 ? 1 : 0), (uint)lost)), _rig.Time.Now));
        await _rig.PassAsync(1);
    }

    /// <summary>At that rate, from now on, in windows; time itself does not pass.</summary>
    private void Send(BitRate rate, int seconds)
    {
        Instant start = _rig.Time.Now;
        for (int tenth = 0; tenth < 10 * seconds; tenth++)
        {
            ByteCount bytes = rate * MonitoringWindow.Length;
            Session.Sending.Meter.Sent(new(1, bytes), TimeSpan.Zero, start + (MonitoringWindow.Length * tenth));
        }

        Session.Sending.Meter.Advance(start + TimeSpan.FromSeconds(seconds));
    }
}
