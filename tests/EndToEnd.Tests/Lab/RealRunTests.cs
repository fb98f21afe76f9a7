using Streaming.Lab.Real;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.EndToEnd.Tests.Lab;

/// <summary>A situation played on sockets: what happens to it happens to a server's process and to real receivers.</summary>
public sealed class RealRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Killed = TimeSpan.FromSeconds(4), Started = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Whoever_watches_comes_back_to_a_server_that_was_killed_and_started_again()
    {
        Situation situation = Situations.QuietLan with
        {
            Duration = TimeSpan.FromSeconds(16),
            Events = [new ScheduledEvent.ServerKilled(Killed), new ScheduledEvent.ServerStarted(Started)],
        };
        RunRecord run = await PlayAsync(situation);

        Assert.Equal((3, 3, 0, 0), (run.Totals.Arrived, run.Totals.Admitted, run.Totals.Failed, run.Totals.Ghosts));
        Assert.All(run.Sessions, session => Assert.Equal("playing", session.Outcome));
        Assert.Equal(3, run.Events.Count(one => one.Kind == "cameBack" && one.AtS > Started.TotalSeconds));
        Assert.Contains(run.Events, one => one.Kind == "serverKilled");
        Assert.Equal(0, run.Links[0].Reserved[(int)Killed.TotalSeconds]);
        Assert.All(run.Sessions, session => Assert.InRange(session.Stalls, 0, 2));
    }

    /// <summary>There is room for two films and a half: who comes third is refused, and the one that vanishes holds his room to the
    /// end.</summary>
    [Fact]
    public async Task Whom_there_is_no_room_for_is_refused_by_the_link_and_who_vanishes_is_not_missed()
    {
        Audience watching = Situations.QuietLan.Audiences[0];
        Situation situation = Situations.QuietLan with
        {
            Links = [Situations.Declared(BitRate.Mbps(5), TimeSpan.FromMilliseconds(2))],
            Titles = [new TitleTerms.Generated("film") { Renditions = [new("source", BitRate.Kbps(1_500))] }],
            Audiences =
            [
                watching with { Name = "gone", Count = 1, Steps = [new(TimeSpan.FromSeconds(3), new ViewerAct.Vanish())] },
                watching with
                {
                    Count = 2,
                    Arrivals = new Arrivals.Fixed(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)),
                    Steps = [new(TimeSpan.FromSeconds(5), new ViewerAct.Seek(MediaTime.FromSeconds(60)))],
                },
            ],
        };
        RunRecord run = await PlayAsync(situation);

        Assert.Equal((3, 2, 1), (run.Totals.Arrived, run.Totals.Admitted, run.Totals.Refused));
        Assert.Equal(["vanished", "playing", "refused"], run.Sessions.Select(session => session.Outcome));
        Assert.Equal(Situations.Link, run.Sessions[2].Refusal!.Limit);
        Assert.Contains(run.Events, one => one is { Kind: "refused", Session: "home.2", Link: Situations.Link });
        Assert.Contains(run.Events, one => one is { Kind: "seek", Session: "home.1" });
        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check}"));
    }

    [Fact]
    public async Task What_a_flood_takes_is_missing_from_the_others_unless_it_is_held_to_its_contract()
    {
        CrossTraffic flood = new()
        {
            Name = "flood",
            Behind = Situations.Link,
            Rate = BitRate.Mbps(12),
            From = TimeSpan.FromSeconds(3),
            Until = TimeSpan.FromSeconds(8),
            Contract = new(BitRate.Mbps(1), new(20_000), BitRate.Mbps(1_000), new(60), new(1_500)),
        };
        Situation situation = Situations.QuietLan with
        {
            Duration = TimeSpan.FromSeconds(9),
            Links = [Situations.Declared(BitRate.Mbps(10), TimeSpan.FromMilliseconds(2))],
            Traffic = [flood],
        };
        RunRecord held = await PlayAsync(situation with { Traffic = [flood with { IsPoliced = true }] });
        RunRecord free = await PlayAsync(situation);

        Assert.Equal(0, held.Sessions.Sum(session => session.Lost));
        Assert.True(held.Links[0].Drops["policed"] > 4_000, "hardly anything was turned away");
        Assert.InRange(free.Sessions.Sum(session => session.Lost), 500, int.MaxValue);
        Assert.True(free.Links[0].Drops["queueFull"] > 2_000, "the flood found room");
    }

    [Fact]
    public async Task A_server_that_knows_of_no_links_may_be_told_of_one()
    {
        Situation situation = Situations.QuietLan with
        {
            Duration = TimeSpan.FromSeconds(3),
            Server = new() { Admits = false },
            Events = [new ScheduledEvent.LinkTold(TimeSpan.FromSeconds(1), Situations.Link, BitRate.Mbps(50))],
        };
        RunRecord run = await PlayAsync(situation);

        Assert.All(run.Sessions, session => Assert.Equal("playing", session.Outcome));
        Assert.Contains(run.Events, one => one.Kind == "linkTold");
    }

    private async Task<RunRecord> PlayAsync(Situation situation)
    {
        RunRecord run = await RealRun.PlayAsync(situation, 7, new(), TestContext.Current.CancellationToken);
        output.WriteLine($"{run.Totals}");
        foreach (SessionRecord one in run.Sessions)
            output.WriteLine($"{one.Id}: {one.Outcome} {one.Why}, lost {one.Lost} of {one.Sent}, {one.Stalls} stalls: {one.StalledMs} ms");
        foreach (LinkRecord link in run.Links)
            output.WriteLine($"{link.Name}: {string.Join(", ", link.Drops)}; reserved {string.Join(' ', link.Reserved)}");
        foreach (RunEvent one in run.Events)
            output.WriteLine($"{one}");
        return run;
    }
}
