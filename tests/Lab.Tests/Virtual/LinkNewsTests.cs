using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class LinkNewsTests
{
    private static readonly LinkProfile Plain = new() { Rate = BitRate.Mbps(10), Delay = TimeSpan.FromMilliseconds(2) };

    [Fact]
    public void Each_change_of_a_link_is_told_against_what_the_link_was_before()
    {
        LinkProfile slow = Plain with { Rate = BitRate.Mbps(2), Loss = new LossProfile.Bernoulli(Ratio.Percent(3)) };
        LinkChange[] changes =
        [
            new(TimeSpan.FromSeconds(5), slow), new(TimeSpan.FromSeconds(9), slow with { IsDown = true }),
            new(TimeSpan.FromSeconds(11), slow), new(TimeSpan.FromSeconds(20), slow with { Delay = TimeSpan.FromMilliseconds(40) }),
        ];
        Assert.Equal(
            [
                "5: floor carries 2 Mb/s instead of 10 Mb/s, loses 3 % instead of 0 %",
                "7: roof carries anything instead of 10 Mb/s",
                "9: floor is down",
                "11: floor is up again",
                "20: floor takes 40 ms instead of 2",
            ],
            LinkNews.Of(Of([
                new() { Name = "floor", Profile = Plain, Changes = changes },
                new() { Name = "roof", Profile = Plain, Changes = [new(TimeSpan.FromSeconds(7), Plain with { Rate = null })] },
            ])).Select(news => $"{news.At.TotalSeconds}: {news.Text}"));
    }

    private static Situation Of(IReadOnlyList<LinkTerms> links) =>
        new() { Name = "links", Duration = TimeSpan.FromMinutes(1), Links = links, Titles = [] };
}
