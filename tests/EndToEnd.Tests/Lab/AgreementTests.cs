using Streaming.Lab.Real;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.EndToEnd.Tests.Lab;

/// <summary>What is said of a situation in virtual time is what happens on sockets.</summary>
/// <remarks>
/// Bounds. Who is admitted, what is reserved and who is moved: equal. The network's delay: the median within half a millisecond where a
/// link is not busy, since it is the same model. Losses: each run's within 4.4 standard deviations of the link's, which one run in a
/// hundred thousand exceeds. Start-up: what it takes in virtual time, and at most so much more as a machine may take that does other
/// things beside.
/// </remarks>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const ulong Seed = 5;

    /// <summary>Requests and answers of a start go through two programs on a machine that tests, builds and plays at once.</summary>
    private const double BusyMs = 500;

    [Fact]
    public async Task On_a_quiet_lan_everybody_is_admitted_and_nothing_is_lost_or_late()
    {
        (RunRecord simulated, RunRecord real) = await BothAsync(Situations.QuietLan);

        Agree(simulated, real);
        Assert.All(real.Sessions, session => Assert.Equal((0, 0, 0), (session.Lost, session.LostAfterRepair, session.RenditionChanges)));
        Assert.All(real.Sessions, session => Assert.True(session.IsKept));
        Delays(simulated, real, 0.5);
    }

    [Fact]
    public async Task On_a_lossy_link_as_much_is_lost_and_as_much_of_it_mended()
    {
        (RunRecord simulated, RunRecord real) = await BothAsync(Situations.LossyLink);

        Agree(simulated, real);
        Delays(simulated, real, 0.5);
        foreach (RunRecord run in (RunRecord[])[simulated, real])
        {
            LinkRecord radio = run.Links.Single(link => link.Name == "wifi");
            long lost = radio.Drops["loss"], sent = radio.Packets + lost;
            double bound = 4.4 * Math.Sqrt(0.03 * 0.97 / sent);
            Assert.InRange((double)lost / sent, 0.03 - bound, 0.03 + bound);
            Assert.True(run.Sessions.Sum(session => session.Lost) > 100);
            Assert.InRange(run.Sessions.Sum(session => session.LostAfterRepair), 0, run.Sessions.Sum(session => session.Lost) / 20);
        }
    }

    [Fact]
    public async Task On_a_link_that_shrinks_the_same_are_moved_to_the_same_and_nothing_is_lost()
    {
        (RunRecord simulated, RunRecord real) = await BothAsync(Situations.ShrinkingLink);

        Agree(simulated, real);
        Assert.Equal(Situations.ShrinkingLink.Audiences[0].Count, real.Totals.Moves);
        foreach ((SessionRecord one, SessionRecord other) in simulated.Sessions.Zip(real.Sessions))
        {
            Assert.Equal((1, 0), (other.RenditionChanges, other.Lost));
            Assert.Equal(one.RenditionChanges, other.RenditionChanges);
            Assert.Equal(Terms(one.Contracts[^1]), Terms(other.Contracts[^1]));
        }

        // Its queue is not empty: how packets of three senders meet in it is chance.
        Delays(simulated, real, 4);
    }

    private static (string, long, long) Terms(ContractRecord contract) => (contract.Rendition, contract.RateBps, contract.DepthBytes);

    /// <summary>What must be the same whatever the machine does.</summary>
    private static void Agree(RunRecord simulated, RunRecord real)
    {
        Assert.True(real.IsReal);
        Assert.Equal(
            (simulated.Totals.Arrived, simulated.Totals.Admitted, simulated.Totals.Refused, simulated.Totals.Moves),
            (real.Totals.Arrived, real.Totals.Admitted, real.Totals.Refused, real.Totals.Moves));
        Assert.All(real.Checks.Concat(simulated.Checks), check => Assert.True(check.IsOk, $"{check}"));
        foreach ((LinkRecord one, LinkRecord other) in simulated.Links.Zip(real.Links))
        {
            Assert.Equal((one.Name, one.Count, one.IsDeclared), (other.Name, other.Count, other.IsDeclared));
            Assert.InRange(other.Bytes, one.Bytes * 0.9, one.Bytes * 1.1);
        }

        foreach ((SessionRecord one, SessionRecord other) in simulated.Sessions.Zip(real.Sessions))
        {
            Assert.Equal((one.Id, one.Link, one.Class, one.Outcome), (other.Id, other.Link, other.Class, other.Outcome));
            Assert.Equal(one.Contracts[0].Rendition, other.Contracts[0].Rendition);
            Assert.InRange(other.StartupMs!.Value, one.StartupMs!.Value - 20, one.StartupMs.Value + BusyMs);
            Assert.Equal(one.Stalls, other.Stalls);
        }
    }

    private static void Delays(RunRecord simulated, RunRecord real, double within) => Assert.All(
        simulated.Sessions.Zip(real.Sessions),
        pair => Assert.InRange(pair.Second.DelayMs!.P50, pair.First.DelayMs!.P50 - within, pair.First.DelayMs.P50 + within));

    private async Task<(RunRecord Simulated, RunRecord Real)> BothAsync(Situation situation)
    {
        RunRecord simulated = VirtualRun.Play(situation, Seed, new());
        Write("simulated", simulated);
        RunRecord real = await RealRun.PlayAsync(situation, Seed, new(), TestContext.Current.CancellationToken);
        Write("real", real);
        return (simulated, real);
    }

    private void Write(string what, RunRecord run)
    {
        output.WriteLine($"{what}: {run.Totals}");
        foreach (LinkRecord link in run.Links)
            output.WriteLine($"  {link.Name}: {link.Packets} packets, {string.Join(", ", link.Drops)}; {string.Join(' ', link.Reserved)}");
        foreach (SessionRecord one in run.Sessions)
        {
            output.WriteLine(
                $"  {one.Id}: {one.Outcome} {one.Why}, starts after {one.StartupMs} ms, "
                + $"lost {one.Lost} and {one.LostAfterRepair} of {one.Sent}, "
                + $"{one.Stalls} stalls, {one.RenditionChanges} changes, {one.DelayMs}, {one.SkewMs}");
        }
    }
}
