using Streaming.Emulation.Links;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Viewing;

public sealed class ChannelViewerTests
{
    [Fact]
    public void Dump()
    {
        RunRecord run = VirtualRun.Play(Lobby(), 1, new());
        File.WriteAllText("/tmp/channel.json", System.Text.Json.JsonSerializer.Serialize(run));
    }

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
