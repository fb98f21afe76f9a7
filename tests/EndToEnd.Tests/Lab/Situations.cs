using Streaming.Emulation.Jitter;
using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios;

namespace Streaming.EndToEnd.Tests.Lab;

/// <summary>What is played both ways.</summary>
internal static class Situations
{
    public const string Link = "floor";

    private static readonly TitleTerms.Generated Film = new("film")
    {
        Duration = TimeSpan.FromMinutes(1),
        Renditions = [new("source", BitRate.Kbps(1_500)), new("480p", BitRate.Kbps(600))],
    };

    /// <summary>Three viewers on a network that has room for many more.</summary>
    public static Situation QuietLan { get; } = new()
    {
        Name = "a quiet LAN",
        Duration = TimeSpan.FromSeconds(12),
        Links = [Declared(BitRate.Mbps(100), TimeSpan.FromMilliseconds(1))],
        Titles = [Film],
        Audiences = [Watching(3, Link)],
    };

    /// <summary>Four viewers, each on a radio link of his own that loses three in a hundred.</summary>
    public static Situation LossyLink { get; } = new()
    {
        Name = "a lossy link",
        Duration = TimeSpan.FromSeconds(15),
        Links =
        [
            Declared(BitRate.Mbps(100), TimeSpan.FromMilliseconds(1)),
            new()
            {
                Name = "wifi",
                Via = Link,
                IsEach = true,
                Profile = new()
                {
                    Delay = TimeSpan.FromMilliseconds(10),
                    Jitter = new(JitterShape.Exponential, TimeSpan.FromMilliseconds(2)),
                    Loss = new LossProfile.Bernoulli(Ratio.Percent(3)),
                },
            },
        ],
        Titles = [Film],
        Audiences = [Watching(4, "wifi")],
    };

    /// <summary>Three viewers on a link that shrinks to a half, which the operator says, and grows again.</summary>
    public static Situation ShrinkingLink { get; } = new()
    {
        Name = "a link that shrinks",
        Duration = TimeSpan.FromSeconds(20),
        Links =
        [
            Declared(BitRate.Mbps(8), TimeSpan.FromMilliseconds(2)) with
            {
                Changes = [new(TimeSpan.FromSeconds(8.5), new() { Rate = BitRate.Mbps(4), Delay = TimeSpan.FromMilliseconds(2) })],
            },
        ],
        Titles = [Film],
        Audiences = [Watching(3, Link)],
        Events = [new ScheduledEvent.LinkTold(TimeSpan.FromSeconds(7), Link, BitRate.Mbps(4))],
    };

    public static LinkTerms Declared(BitRate rate, TimeSpan delay) =>
        new() { Name = Link, IsDeclared = true, Profile = new() { Rate = rate, Delay = delay } };

    private static Audience Watching(int count, string behind) => new()
    {
        Name = "home",
        Count = count,
        Behind = behind,
        Title = Film.Name,
        Arrivals = new Arrivals.Fixed(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.7)),
    };
}
