using Streaming.Emulation.Links;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Viewing;

public sealed class ChannelViewerTests
{
    [Fact]
    public void Everybody_takes_the_best_lane_his_link_carries_and_nobody_waits()
    {
        RunRecord run = VirtualRun.Play(Lobby(), 1, new());

        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        Assert.Equal(5, run.Sessions.Count);
        Assert.All(run.Sessions, session =>
        {
            Assert.Equal(("playing", "multicast", "lobby"), (session.Outcome, session.Transport, session.Title));
            Assert.Equal((0, 0L), (session.Stalls, session.Late));
            Assert.InRange(session.StartupMs!.Value, 20, 500);
            Assert.InRange(session.BufferMs!.P50, 400, 500);
        });
        Assert.All(Of(run, "near"), session => Assert.Equal((2, 0L), (session.RenditionChanges, session.Lost)));
        Assert.Equal(["240p", "480p", "source"], Joined(run, "near.1"));
        Assert.All(Of(run, "near"), session => Assert.True(Left(run, session.Id)[^1] == "480p", session.Id));

        // What a link of 1.3 Mb/s does not carry is tried, and left at once.
        Assert.All(Of(run, "far"), session => Assert.Equal("source", Left(run, session.Id)[^1]));
        Assert.All(Of(run, "far"), session => Assert.Equal(1, session.RenditionChanges));
        Assert.All(Of(run, "far"), session => Assert.InRange(session.Lost, 1, session.Sent / 50));
    }

    [Fact]
    public void Where_there_is_no_picture_the_sound_is_what_is_waited_for()
    {
        Situation song = Lobby() with
        {
            Titles = [new TitleTerms.Generated("film") { Duration = TimeSpan.FromSeconds(20), Renditions = [] }],
            Channels = [],
            Audiences = [Watching("near", 1, "fast") with { Channel = null, Title = "film", Watches = TimeSpan.FromSeconds(5) }],
        };
        SessionRecord session = Assert.Single(VirtualRun.Play(song, 1, new()).Sessions);

        Assert.Equal("completed", session.Outcome);
        Assert.InRange(session.StartupMs!.Value, 20, 1_500);
        Assert.Equal(5, session.EndedS!.Value - (session.StartupMs.Value / 1_000), 0.2);
    }

    private static IEnumerable<SessionRecord> Of(RunRecord run, string audience) =>
        run.Sessions.Where(session => session.Audience == audience);

    private static string[] Joined(RunRecord run, string session) => Lanes(run, session, "joined");

    private static string[] Left(RunRecord run, string session) => Lanes(run, session, "left");

    private static string[] Lanes(RunRecord run, string session, string kind) =>
    [
        .. run.Events.Where(what => what.Session == session && what.Kind == kind && what.Text.Contains("picture", StringComparison.Ordinal))
            .Select(what => what.Text.Split(' ')[^1]),
    ];

    private static Situation Lobby() => new()
    {
        Name = "lobby",
        Duration = TimeSpan.FromSeconds(60),
        Links =
        [
            new() { Name = "uplink", Profile = Rate(100_000, 2), IsDeclared = true },
            new() { Name = "fast", Via = "uplink", IsEach = true, Profile = Rate(20_000, 3) },
            new() { Name = "slow", Via = "uplink", IsEach = true, Profile = Rate(1_300, 20) with { Queue = new(40_000) } },
        ],
        Titles =
        [
            new TitleTerms.Generated("film")
            {
                Duration = TimeSpan.FromSeconds(40),
                Renditions = [new("source", BitRate.Kbps(2_000)), new("480p", BitRate.Kbps(700)), new("240p", BitRate.Kbps(300))],
            },
        ],
        Channels = [new() { Name = "lobby", Titles = ["film"], Delay = TimeSpan.FromMilliseconds(500) }],
        Audiences = [Watching("near", 3, "fast"), Watching("far", 2, "slow")],
    };

    private static LinkProfile Rate(long kilobits, double milliseconds) =>
        new() { Rate = BitRate.Kbps(kilobits), Delay = TimeSpan.FromMilliseconds(milliseconds) };

    private static Audience Watching(string name, int count, string behind) => new()
    {
        Name = name,
        Count = count,
        Behind = behind,
        Channel = "lobby",
        Arrivals = new Arrivals.Fixed(TimeSpan.Zero, TimeSpan.FromSeconds(2.3)),
        Wish = new() { Buffer = TimeSpan.FromSeconds(1) },
    };
}
