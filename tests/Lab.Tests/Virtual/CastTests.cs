using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class CastTests
{
    private static readonly TimeSpan Whole = TimeSpan.FromHours(1);

    [Fact]
    public void Viewers_come_by_turns_in_whole_tenths_of_a_second_and_are_numbered_as_they_come()
    {
        IReadOnlyList<CastMember> cast = Cast.Of(
            Of(
                Viewers("home", 3, new Arrivals.Fixed(Seconds(1), Seconds(0.26))),
                Viewers("office", 2, new Arrivals.Fixed(Seconds(1.3), Seconds(9)))),
            1,
            Whole);
        Assert.Equal(
            ["home.1 1", "home.2 1.3", "office.1 1.3", "home.3 1.5", "office.2 10.3"],
            cast.Select(one => FormattableString.Invariant($"{one.Id} {one.Arrives.TotalSeconds}")));
        Assert.Equal([0, 1, 2, 3, 4], cast.Select(one => one.Number));
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"], cast.Select(one => $"{one.Address}"));
        Assert.All(cast, one => Assert.Equal(one.Number, Cast.NumberOf(one.Address)));
    }

    [Fact]
    public void A_run_that_is_cut_short_has_the_first_viewers_of_the_whole_one()
    {
        Situation situation = Of(
            Viewers("home", 50, new Arrivals.Poisson(default, Seconds(2))),
            Viewers("crowd", 50, new Arrivals.Crowd(Seconds(5), Seconds(60))));
        IReadOnlyList<CastMember> whole = Cast.Of(situation, 7, Whole), part = Cast.Of(situation, 7, Seconds(30));
        Assert.InRange(part.Count, 20, 80);
        Assert.Equal(whole.Take(part.Count), part);
        Assert.All(whole.Skip(part.Count), one => Assert.True(one.Arrives >= Seconds(30)));
    }

    [Fact]
    public void By_chance_they_come_at_the_mean_distance_and_by_another_seed_at_others()
    {
        Situation situation = Of(Viewers("home", 1_000, new Arrivals.Poisson(default, Seconds(3))));
        IReadOnlyList<CastMember> cast = Cast.Of(situation, 1, TimeSpan.FromDays(1));

        // The time of the thousandth is 3,000 s, with a standard deviation of 95.
        Assert.InRange(cast[^1].Arrives.TotalSeconds, 2_700, 3_300);
        Assert.NotEqual(cast[^1].Arrives, Cast.Of(situation, 2, TimeSpan.FromDays(1))[^1].Arrives);
    }

    [Fact]
    public void Of_a_crowd_half_come_within_the_first_third_of_its_time()
    {
        Situation situation = Of(Viewers("home", 1_000, new Arrivals.Crowd(Seconds(10), Seconds(100))));
        IReadOnlyList<CastMember> cast = Cast.Of(situation, 1, Whole);
        Assert.InRange(cast[500].Arrives.TotalSeconds, 10 + 27, 10 + 32);
        Assert.All(cast, one => Assert.InRange(one.Arrives.TotalSeconds, 10, 110));
    }

    [Fact]
    public void Lengths_that_are_drawn_have_their_mean_and_are_whole_seconds()
    {
        Audience all = Viewers("home", 2_000, new Arrivals.Fixed(default, default));
        Audience audience = all with { Watches = Seconds(300), WatchesAbout = true };
        Situation situation = Of(audience);
        double[] lengths = [.. Cast.Of(situation, 1, Whole).Select(one => one.Audience.Watches!.Value.TotalSeconds)];

        // The mean of 2,000 has a standard deviation of 6.7.
        Assert.InRange(lengths.Average(), 275, 325);
        Assert.All(lengths, length => Assert.Equal(Math.Floor(length), length));
        Assert.All(lengths, length => Assert.True(length >= 1));
    }

    [Fact]
    public void Viewers_of_a_title_share_eight_roles_and_those_of_a_channel_none()
    {
        Situation situation = Of(
            Viewers("home", 20, new Arrivals.Fixed(default, default)),
            Viewers("lobby", 20, new Arrivals.Fixed(default, default)) with { Title = null, Channel = "lobby" });
        ILookup<string, ulong> seeds = Cast.Of(situation, 1, Whole).ToLookup(one => one.Audience.Name, one => one.Seed);
        Assert.Equal(8, seeds["home"].Distinct().Count());
        Assert.Equal(seeds["home"].First(), seeds["home"].ElementAt(8));
        Assert.Equal(20, seeds["lobby"].Distinct().Count());
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Audience Viewers(string name, int count, Arrivals arrivals) =>
        new() { Name = name, Count = count, Behind = "link", Title = "film", Arrivals = arrivals };

    private static Situation Of(params Audience[] audiences) => new()
    {
        Name = "cast",
        Duration = Whole,
        Links = [new() { Name = "link", Profile = new() }],
        Titles = [new TitleTerms.Generated("film")],
        Audiences = audiences,
    };
}
