using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;

namespace Streaming.Lab.Tests.Virtual;

/// <summary>Situations that tests begin with.</summary>
internal static class Situations
{
    /// <summary>Viewers behind one link of 100 Mb/s and 2 ms, who watch a generated film of a minute.</summary>
    public static Situation Small(int viewers = 1, double seconds = 30) => new()
    {
        Name = "small",
        Duration = TimeSpan.FromSeconds(seconds),
        Links = [new() { Name = "lan", Profile = Rate(100, 2), IsDeclared = true }],
        Titles = [new TitleTerms.Generated("film") { Duration = TimeSpan.FromMinutes(1) }],
        Audiences =
        [
            Viewers("home", viewers, "lan") with { Arrivals = new Arrivals.Fixed(default, TimeSpan.FromSeconds(0.5)) },
        ],
    };

    /// <summary>Everything a network does to packets, viewers who do everything viewers do, cross traffic, a link that comes and goes, a
    /// server that dies and comes back.</summary>
    public static Situation Busy() => new()
    {
        Name = "busy",
        Duration = TimeSpan.FromSeconds(90),
        Links =
        [
            new()
            {
                Name = "uplink",
                Profile = Rate(40, 1) with { Discipline = QueueDiscipline.Priority },
                IsDeclared = true,
                Changes =
                [
                    new(TimeSpan.FromSeconds(20), Rate(12, 1) with { Discipline = QueueDiscipline.Priority }),
                    new(TimeSpan.FromSeconds(40), Rate(40, 1) with { Discipline = QueueDiscipline.Priority }),
                ],
            },
            new()
            {
                Name = "wifi",
                Via = "uplink",
                IsEach = true,
                Profile = Rate(20, 3) with
                {
                    Jitter = new(JitterShape.Exponential, TimeSpan.FromMilliseconds(2), 0.3),
                    Loss = new LossProfile.Chain(GilbertElliott.Bursts(0.01, 3)),
                    Reorder = Ratio.Percent(1),
                    Duplicate = Ratio.Percent(1),
                    Corrupt = Ratio.Percent(1),
                },
            },
        ],
        Titles =
        [
            new TitleTerms.Generated("film")
            {
                Duration = TimeSpan.FromMinutes(3),
                Renditions = [new("source", BitRate.Kbps(2_000)), new("480p", BitRate.Kbps(800))],
            },
        ],
        Audiences =
        [
            Viewers("home", 6, "wifi") with
            {
                Arrivals = new Arrivals.Poisson(default, TimeSpan.FromSeconds(2)),
                Steps =
                [
                    new(TimeSpan.FromSeconds(10), new ViewerAct.Seek(MediaTime.FromSeconds(60))),
                    new(TimeSpan.FromSeconds(25), new ViewerAct.Pause(TimeSpan.FromSeconds(5))),
                ],
                Clock = new() { SkewPpm = 100, DevicePpm = -100 },
            },
            Viewers("guest", 4, "wifi") with
            {
                Arrivals = new Arrivals.Crowd(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)),
                Wish = new() { Class = ServiceClass.BestEffort, Buffer = TimeSpan.FromSeconds(1) },
                Steps = [new(TimeSpan.FromSeconds(30), new ViewerAct.Vanish())],
                ComesBack = false,
            },
        ],
        Traffic =
        [
            new()
            {
                Name = "flood",
                Behind = "uplink",
                Rate = BitRate.Mbps(10),
                Pattern = TrafficPattern.Poisson,
                Contract = new(BitRate.Mbps(2), new(20_000), TrafficSpec.NoPeak, new(64), new(1_500)),
                IsPoliced = true,
            },
        ],
        Events =
        [
            new ScheduledEvent.LinkTold(TimeSpan.FromSeconds(20), "uplink", BitRate.Mbps(12)),
            new ScheduledEvent.LinkTold(TimeSpan.FromSeconds(40), "uplink", BitRate.Mbps(40)),
            new ScheduledEvent.ServerKilled(TimeSpan.FromSeconds(50)),
            new ScheduledEvent.ServerStarted(TimeSpan.FromSeconds(53)),
            new ScheduledEvent.ClockStep(TimeSpan.FromSeconds(70), "home", TimeSpan.FromSeconds(2)),
        ],
    };

    private static LinkProfile Rate(long megabits, double milliseconds) =>
        new() { Rate = BitRate.Mbps(megabits), Delay = TimeSpan.FromMilliseconds(milliseconds) };

    private static Audience Viewers(string name, int count, string behind) => new()
    {
        Name = name,
        Count = count,
        Behind = behind,
        Title = "film",
        Wish = new() { Class = ServiceClass.Guaranteed, Buffer = TimeSpan.FromSeconds(1) },
    };
}
