using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;
using Streaming.Testing;

namespace Streaming.Lab.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private static readonly ScenarioFile Full = Written.Read(Written.Full);

    [Fact]
    public void A_file_says_what_is_done_with_it()
    {
        Assert.Equal(("written", "one of everything", false), (Full.Name, Full.Description, Full.IsShort));
        Assert.Equal((7UL, 3), (Full.Seed, Full.Repetitions));
        Assert.Equal(["with", "without"], Full.Variants.Select(variant => variant.Name));
        Assert.Equal([("p99 skew_ms < 10", 52), ("admitted >= 40 in without", 53)], Full.Expectations.Select(one => (one.Text, one.Line)));
    }

    [Fact]
    public void Links_stand_behind_those_they_go_through_and_do_what_was_said()
    {
        Situation situation = Full.Variants[0].Situation;
        Assert.Equal(["uplink", "wifi"], situation.Links.Select(link => link.Name));
        (LinkTerms uplink, LinkTerms wifi) = (situation.Links[0], situation.Links[1]);
        Assert.Equal((null, true, false, Ratio.Percent(80)), (uplink.Via, uplink.IsDeclared, uplink.IsEach, uplink.Reservable));
        Assert.Equal(
            new LinkProfile
            {
                Rate = BitRate.Mbps(1_000),
                Delay = TimeSpan.FromMilliseconds(1),
                Queue = new(4_000_000),
                Discipline = QueueDiscipline.Slots,
                Slot = TimeSpan.FromMilliseconds(2),
            },
            uplink.Profile);
        Assert.Equal(("uplink", true), (wifi.Via, wifi.IsEach));
        Assert.Equal(
            new LinkProfile
            {
                Rate = BitRate.Mbps(30),
                Delay = TimeSpan.FromMilliseconds(3),
                Jitter = new(JitterShape.Normal, TimeSpan.FromMilliseconds(4), 0.5),
                Loss = new LossProfile.Chain(GilbertElliott.Bursts(0.02, 5)),
                Reorder = new(1_000_000),
                ReorderBy = TimeSpan.FromMilliseconds(20),
                Duplicate = new(100_000),
                Corrupt = new(10_000),
            },
            wifi.Profile);
    }

    [Fact]
    public void Titles_are_made_imported_or_the_sample()
    {
        TitleTerms.Generated film = Assert.IsType<TitleTerms.Generated>(Full.Variants[0].Situation.Titles[0]);
        Assert.Equal(
            ("film", TimeSpan.FromMinutes(12), 50, TimeSpan.FromSeconds(1), Ratio.Percent(20), BitRate.Kbps(96)),
            (film.Name, film.Duration, film.FrameRate, film.Gop, film.Variation, film.Sound));
        Assert.Equal([new("source", BitRate.Mbps(2)), new("480p", BitRate.Mbps(1))], film.Renditions);
        Assert.Equal(["en", "vi"], film.Languages);
        TitleTerms.Generated speech = Assert.IsType<TitleTerms.Generated>(Full.Variants[0].Situation.Titles[1]);
        Assert.Equal((0, BitRate.Kbps(64)), (speech.Renditions.Count, speech.Sound));
        Assert.Equal(new TitleTerms.Sample("sample"), Full.Variants[0].Situation.Titles[2]);
    }

    [Fact]
    public void Viewers_ask_behave_and_repair_as_was_said()
    {
        Audience home = Full.Variants[0].Situation.Audiences[0];
        Assert.Equal((20, "wifi", "film", null), (home.Count, home.Behind, home.Title, home.Channel));
        Assert.Equal("?interleave=yes&audio=vi", home.Query);
        Assert.Equal(new Arrivals.Fixed(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)), home.Arrivals);
        FlowSpec wish = new()
        {
            Class = ServiceClass.Guaranteed,
            Buffer = TimeSpan.FromSeconds(2),
            Accept = ["480p"],
            MaxRate = BitRate.Mbps(5),
            Delay = TimeSpan.FromMilliseconds(200),
            Priority = 4,
        };
        Assert.Equal(wish, home.Wish);
        Assert.Equal(ParityLayout.OfColumns(10, 5), home.Protection!.Fixed);
        Assert.Equal((TimeSpan.FromMinutes(5), true, false), (home.Watches, home.WatchesAbout, home.ComesBack));
        Assert.Equal(new ClockTerms { SkewPpm = 200, DevicePpm = -100 }, home.Clock);
        Assert.Equal(
            [
                new(TimeSpan.FromSeconds(20), new ViewerAct.Seek(MediaTime.FromSeconds(60))),
                new(TimeSpan.FromSeconds(40), new ViewerAct.Pause(TimeSpan.FromSeconds(10))),
                new(TimeSpan.FromSeconds(60), new ViewerAct.Ask(wish with { MaxRate = BitRate.Mbps(1) })),
                new(TimeSpan.FromSeconds(90), new ViewerAct.Leave()),
            ],
            home.Steps);
        Audience hall = Full.Variants[0].Situation.Audiences[1];
        Assert.Equal((1, "lobby", null, null), (hall.Count, hall.Channel, hall.Protection, hall.Watches));
        Assert.Equal(new Arrivals.Poisson(TimeSpan.Zero, TimeSpan.FromSeconds(3)), hall.Arrivals);
    }

    [Fact]
    public void What_happens_stands_in_the_order_of_time_and_links_know_what_becomes_of_them()
    {
        Situation situation = Full.Variants[0].Situation;
        LinkTerms uplink = situation.Links[0];
        LossProfile loss = new LossProfile.Bernoulli(Ratio.Percent(1));
        LinkProfile worse = uplink.Profile with { Loss = loss, Delay = TimeSpan.FromMilliseconds(5) };
        Assert.Equal(
            [new(TimeSpan.FromMinutes(1), worse), new(TimeSpan.FromMinutes(2), worse with { Rate = BitRate.Mbps(500) })], uplink.Changes);
        Assert.Equal(
            [
                new ScheduledEvent.ServerKilled(TimeSpan.FromSeconds(90)),
                new ScheduledEvent.ServerStarted(TimeSpan.FromSeconds(95)),
                new ScheduledEvent.LinkTold(TimeSpan.FromMinutes(2), "uplink", BitRate.Mbps(500)),
                new ScheduledEvent.ClockStep(TimeSpan.FromMinutes(3), "home", TimeSpan.FromSeconds(-5)),
            ],
            situation.Events);
    }

    [Fact]
    public void Channels_and_traffic_are_as_was_said()
    {
        Situation situation = Full.Variants[0].Situation;
        ChannelTerms lobby = Assert.Single(situation.Channels);
        Assert.Equal(["film", "sample"], lobby.Titles);
        Assert.Equal((TimeSpan.FromMilliseconds(500), ParityLayout.OfBoth(10, 5)), (lobby.Delay, lobby.Parity));
        CrossTraffic flood = Assert.Single(situation.Traffic);
        Assert.Equal(
            ("uplink", BitRate.Mbps(30), TrafficPattern.Bursts, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(70), true),
            (flood.Behind, flood.Rate, flood.Pattern, flood.From, flood.Until, flood.IsPoliced));
        Assert.Equal((BitRate.Mbps(5), new ByteCount(20_000)), (flood.Contract!.Rate, flood.Contract.Depth));
    }

    [Fact]
    public void A_variant_is_the_scenario_with_some_values_otherwise()
    {
        Situation with = Full.Variants[0].Situation, without = Full.Variants[1].Situation;
        Assert.Equal((true, false), (with.Server.Admits, without.Server.Admits));
        Assert.Equal(new LossProfile.Chain(GilbertElliott.Bursts(0.1, 5)), without.Links[1].Profile.Loss);
        Assert.Equal((40, new ClockTerms()), (without.Audiences[0].Count, without.Audiences[0].Clock));
        Assert.Equal(with.Links[0].Profile, without.Links[0].Profile);
    }

    [Fact]
    public void What_is_not_said_is_as_the_records_have_it()
    {
        Situation situation = Written.Situation(Written.Plain);
        Assert.Equal(new ServerTerms(), situation.Server);
        Assert.Equal(new LinkProfile { Rate = BitRate.Mbps(10) }, Assert.Single(situation.Links).Profile);
        Assert.Equivalent(new TitleTerms.Generated("film"), Assert.Single(situation.Titles));
        Assert.Equivalent(new Audience { Name = "home", Count = 1, Behind = "lan", Title = "film" }, Assert.Single(situation.Audiences));
    }

    [Theory]
    [InlineData("loss: 0%", "null")]
    [InlineData("loss: 2%", "Bernoulli { Mean = 0.02, Loss = 2 % }")]
    [InlineData("loss: {worsens: 1%, mends: 25%}", "GilbertElliott { Worsens = 0.01, Mends = 0.25, GoodLoss = 0, BadLoss = 1")]
    [InlineData("loss: {worsens: 1%, mends: 25%, good: 0.1%, bad: 50%}", "GoodLoss = 0.001, BadLoss = 0.5")]
    public void Losses_are_said_in_four_ways(string link, string profile)
    {
        Situation situation = Written.Situation(Written.Plain.Replace("rate: 10Mb/s", $"rate: 10Mb/s, {link}"));
        Assert.Contains(profile, situation.Links[0].Profile.Loss?.ToString() ?? "null");
    }

    [Fact]
    public void A_trace_is_read_from_beside_the_scenario()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "losses.txt"), "# seen one evening\n0010 0\n1\n");
        string path = Path.Combine(folder.Path, "evening.yml");
        File.WriteAllText(path, Written.Plain.Replace("rate: 10Mb/s", "rate: 10Mb/s, loss: {trace: losses.txt}"));
        ScenarioFile file = ScenarioReader.Read(path, out _)!;
        LossProfile.Trace trace = Assert.IsType<LossProfile.Trace>(file.Variants[0].Situation.Links[0].Profile.Loss);
        Assert.Equal(("losses.txt", "evening", path), (trace.Source, file.Name, file.Path));
        Assert.Equal([false, false, true, false, false, true], trace.Lost);
    }
}
