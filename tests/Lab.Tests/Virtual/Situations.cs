using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Tests.Virtual;

/// <summary>Situations that tests begin with.</summary>
internal static class Situations
{
    /// <summary>Viewers behind one link of 100 Mb/s and 2 ms, who watch a generated film of a minute.</summary>
    public static Situation Small(int viewers = 1, double seconds = 30) => new()
    {
        Name = "small",
        Duration = TimeSpan.FromSeconds(seconds),
        Links = [new() { Name = "lan", Profile = new() { Rate = BitRate.Mbps(100), Delay = TimeSpan.FromMilliseconds(2) }, IsDeclared = true }],
        Titles = [new TitleTerms.Generated("film") { Duration = TimeSpan.FromMinutes(1) }],
        Audiences =
        [
            new()
            {
                Name = "home",
                Count = viewers,
                Behind = "lan",
                Title = "film",
                Arrivals = new Arrivals.Fixed(default, TimeSpan.FromSeconds(0.5)),
                Wish = new() { Class = Streaming.Qos.FlowSpecs.ServiceClass.Guaranteed, Buffer = TimeSpan.FromSeconds(1) },
            },
        ],
    };
}
