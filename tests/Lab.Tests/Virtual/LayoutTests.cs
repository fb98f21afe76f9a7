using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class LayoutTests
{
    [Fact]
    public void Each_viewer_has_his_own_of_a_link_that_everybody_has_one_of_and_all_share_the_rest()
    {
        Situation situation = new()
        {
            Name = "layout",
            Duration = TimeSpan.FromMinutes(1),
            Links = [Link("uplink", null, false), Link("wifi", "uplink", true), Link("floor", "uplink", false)],
            Titles = [],
            Audiences = [Viewers("home", 2, "wifi"), Viewers("office", 1, "floor")],
            Traffic = [new() { Name = "flood", Behind = "floor", Rate = BitRate.Kbps(1) }],
        };
        Layout layout = new(situation, Cast.Of(situation, 1, situation.Duration), Instant.FromSeconds(5), TimeSpan.FromSeconds(2));
        Assert.Equal(
            ["uplink -1 uplink", "floor 0 floor", "wifi.1 0 wifi", "wifi.2 0 wifi"],
            layout.Plan.Links.Select(link => $"{link.Name} {link.Parent} {link.Account}"));
        Assert.Equal([2, 3, 1, 1], layout.Plan.Hosts);
        Assert.Equal("wifi.2", layout.LinkOf(1));
        Assert.Equal(["wifi.1", "wifi.2"], layout.NamesOf("wifi"));
        Assert.Equal("wifi", layout.AccountOf("wifi.2"));
        Assert.Equal(TimeSpan.FromSeconds(2), layout.Plan.Step);
    }

    private static LinkTerms Link(string name, string? via, bool isEach) =>
        new() { Name = name, Via = via, IsEach = isEach, Profile = new() };

    private static Audience Viewers(string name, int count, string behind) =>
        new() { Name = name, Count = count, Behind = behind, Title = "film" };
}
