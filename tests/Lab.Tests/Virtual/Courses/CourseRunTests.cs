using System.Text;
using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Courses;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Tests.Virtual.Courses;

/// <summary>The proof by trial: what is laid together from courses is what is played packet by packet, to the last byte.</summary>
public sealed class CourseRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_of_courses_has_the_record_of_the_same_run_packet_by_packet(int seed)
    {
        Situation situation = Still((ulong)seed);
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, reservesPeak: false, Stop);
        IReadOnlyList<CastMember> cast = Cast.Of(situation, (ulong)seed, situation.Duration);
        RunRecord? laid = CourseRun.TryPlay(situation, (ulong)seed, shelf, cast, situation.Duration, Stop, out string? why);
        Assert.True(laid is not null, why);
        RunRecord exact = VirtualRun.Play(situation, (ulong)seed, new(IsExact: true), shelf, Seams.None);
        Assert.Equal(Text(exact), Text(laid));
        Assert.Equal(
            Distribution.Together(exact.Sessions.Select(one => one.Delays)).Summary(),
            Distribution.Together(laid.Sessions.Select(one => one.Delays)).Summary());
    }

    [Fact]
    public void Where_a_slot_is_full_the_run_is_played_packet_by_packet_and_says_so()
    {
        Situation still = Still(1);
        Situation full = still with
        {
            Duration = TimeSpan.FromSeconds(14),
            Server = new() { Admits = false },
            Links = [still.Links[0] with { Profile = Slots(40, 2) with { Queue = new(400_000) } }, .. still.Links.Skip(1)],
        };
        string? why = null;
        RunRecord run = VirtualRun.Play(full, 1, new() { Told = said => why = said });
        Assert.StartsWith("uplink is full at", why);
        Assert.Equal(Text(VirtualRun.Play(full, 1, new(IsExact: true))), Text(run));
        Assert.True(run.Links[0].Drops["queueFull"] > 0);
    }

    [Fact]
    public void What_leaves_anything_to_chance_or_can_be_felt_by_others_is_no_case_for_courses()
    {
        Situation still = Still(1);
        LinkTerms uplink = still.Links[0];
        LinkProfile profile = uplink.Profile;
        Assert.Null(CourseRule.WhyNot(still));
        Assert.All(
            (LinkProfile[])
            [
                profile with { Discipline = QueueDiscipline.Fifo },
                profile with { Slot = TimeSpan.FromMilliseconds(3) },
                profile with { Duplicate = Ratio.Percent(1) },
                profile with { Jitter = new(JitterShape.Uniform, TimeSpan.FromMilliseconds(1)) },
                profile with { Loss = new LossProfile.Bernoulli(Ratio.Percent(1)) },
                profile with { IsDown = true },
            ],
            felt => Assert.Contains("uplink", CourseRule.WhyNot(still with { Links = [uplink with { Profile = felt }] })));
        LinkTerms changing = uplink with { Changes = [new(TimeSpan.FromSeconds(5), profile)] };
        Assert.Contains("uplink", CourseRule.WhyNot(still with { Links = [changing] }));
        Assert.NotNull(CourseRule.WhyNot(still with { Events = [new ScheduledEvent.ServerKilled(TimeSpan.FromSeconds(5))] }));
        Assert.NotNull(CourseRule.WhyNot(still with { Traffic = [new() { Name = "a", Behind = "floor", Rate = BitRate.Mbps(1) }] }));
        ViewerStep vanish = new(TimeSpan.FromSeconds(1), new ViewerAct.Vanish());
        Assert.NotNull(CourseRule.WhyNot(still with { Audiences = [still.Audiences[0] with { Steps = [vanish] }] }));
    }

    /// <summary>Two hundred viewers or so, in two audiences, behind links of slots; who they are and what they do is drawn.</summary>
    private static Situation Still(ulong seed)
    {
        SeededRandom random = new(seed);
        return new()
        {
            Name = "still",
            Duration = TimeSpan.FromSeconds(30 + random.Next(10)),
            Links =
            [
                new() { Name = "uplink", Profile = Slots(4_000, random.Next(1, 5)), IsDeclared = true },
                new() { Name = "floor", Via = "uplink", Profile = Slots(2_000, random.Next(1, 5)), IsDeclared = random.Next(2) == 0 },
                new()
                {
                    Name = "wire",
                    Via = "uplink",
                    IsEach = true,
                    Profile = new() { Rate = BitRate.Mbps(10), Delay = TimeSpan.FromMilliseconds(random.Next(1, 9)) },
                },
            ],
            Titles = [new TitleTerms.Generated("film") { Duration = TimeSpan.FromSeconds(20 + random.Next(60)), Seed = seed }],
            Audiences =
            [
                Viewers("home", "wire", random) with
                {
                    Steps = [new(TimeSpan.FromSeconds(random.Next(2, 9)), new ViewerAct.Seek(MediaTime.FromSeconds(10)))],
                },
                Viewers("office", "floor", random) with
                {
                    Watches = TimeSpan.FromSeconds(random.Next(5, 15)),
                    Steps = [new(TimeSpan.FromSeconds(2), new ViewerAct.Pause(TimeSpan.FromSeconds(1.5)))],
                    Protection = null,
                    Clock = new() { SkewPpm = random.Next(-200, 200), DevicePpm = random.Next(-200, 200) },
                },
            ],
        };
    }

    private static LinkProfile Slots(int megabits, int delay) => new()
    {
        Rate = BitRate.Mbps(megabits),
        Delay = TimeSpan.FromMilliseconds(delay),
        Discipline = QueueDiscipline.Slots,
        Slot = TimeSpan.FromMilliseconds(delay % 2 == 0 ? 1 : 5),
        Queue = new(40_000_000),
    };

    private static Audience Viewers(string name, string behind, SeededRandom random) => new()
    {
        Name = name,
        Count = 120,
        Behind = behind,
        Title = "film",
        Arrivals = new Arrivals.Crowd(TimeSpan.FromSeconds(random.Next(3)), TimeSpan.FromSeconds(20)),
        Wish = new() { Class = (ServiceClass)random.Next(3), Buffer = TimeSpan.FromSeconds(1) },
    };

    private static string Text(RunRecord run) =>
        Encoding.UTF8.GetString(ReportJson.Write(new() { Scenario = "test", Runs = [run], Expectations = [] }));
}
