using Streaming.Lab.Expectations;
using Streaming.Lab.Records;

namespace Streaming.Lab.Tests.Expectations;

public sealed class JudgeTests
{
    [Theory]
    [InlineData("stalls <= 2", true, "stalls = 2 at worst, of 3 sessions")]
    [InlineData("stalls <= 1", false, "stalls = 2 at worst (home.2); 1 of 3 sessions fails")]
    [InlineData("stalls == 0", false, "stalls = 2 at worst (home.2); 2 of 3 sessions fail")]
    [InlineData("stalls == 0 for class guaranteed", true, "stalls for class guaranteed = 0 at worst, of 1 session")]
    [InlineData("sum stalls == 3", true, "sum stalls = 3")]
    [InlineData("mean stalls < 1", false, "mean stalls = 1")]
    [InlineData("p50 stalls == 1", true, "p50 stalls = 1")]
    [InlineData("max loss <= 2%", true, "max loss = 2 %")]
    [InlineData("loss <= 1.9%", false, "loss = 2 % at worst (home.2); 1 of 3 sessions fails")]
    [InlineData("missing <= 0.1%", true, "missing = 0.1 % at worst, of 3 sessions")]
    [InlineData("mean loss < 1%", true, "mean loss = 0.967 %")]
    [InlineData("loss > 10 * missing", true, "loss = 1.08 % against 10 × 0.04 %")]
    [InlineData("startup_ms < 0.5s", true, "startup_ms = 300 at worst, of 3 sessions")]
    [InlineData("kept == 100%", false, "kept = 0 % at worst (home.2); 1 of 2 sessions fails")]
    [InlineData("mean kept >= 50%", true, "mean kept = 50 %")]
    [InlineData("moves == 4", true, "moves = 4")]
    [InlineData("max moves == 1", true, "max moves = 1")]
    [InlineData("rate > 1Mb/s for viewers phone", true, "rate for viewers phone = 2 Mb/s at worst, of 1 session")]
    public void Values_are_held_against_numbers(string text, bool isMet, string found) =>
        Assert.Equal((isMet, found), Weigh(text, Run("")));

    [Theory]
    [InlineData("skew_ms < 10", false, "skew_ms = 12 at worst (home.2); 1 of 2 sessions fails")]
    [InlineData("p99 skew_ms < 10", false, "p99 skew_ms = 12")]
    [InlineData("p90 skew_ms < 10", true, "p90 skew_ms = 2")]
    [InlineData("p99 skew_ms < 10 for class guaranteed", true, "p99 skew_ms for class guaranteed = 2")]
    [InlineData("mean skew_ms == 3", true, "mean skew_ms = 3")]
    [InlineData("skew_ms >= 1", true, "skew_ms = 2 at worst, of 2 sessions")]
    public void Marks_of_all_sessions_are_one_distribution_and_skew_counts_in_both_directions(string text, bool isMet, string found) =>
        Assert.Equal((isMet, found), Weigh(text, Run("")));

    [Theory]
    [InlineData("utilisation <= 100%", true, "utilisation = 90 % at worst, of 2 steps")]
    [InlineData("mean utilisation for link uplink > 80%", false, "mean utilisation for link uplink = 70 %")]
    [InlineData("used for link uplink <= 8Mb/s", false, "used for link uplink = 9 Mb/s at worst (uplink at 2 s); 1 of 3 steps fails")]
    [InlineData("max queue_ms < 20", true, "max queue_ms = 12.5")]
    [InlineData("drops == 0", false, "drops = 7 at worst (uplink); 1 of 2 links fails")]
    [InlineData("drops < 0.01 * drops", false, "drops = 7 against 0.01 × 7")]
    [InlineData("reserved for link wifi > 0", false, "reserved for link wifi was not measured: nothing was measured of it")]
    public void Links_are_looked_at_step_by_step(string text, bool isMet, string found) =>
        Assert.Equal((isMet, found), Weigh(text, Run("")));

    [Theory]
    [InlineData("stalls == 0 for viewers nobody", "stalls for viewers nobody was not measured: there is no session of viewers nobody")]
    [InlineData("skew_ms < 10 for viewers phone", "skew_ms for viewers phone was not measured: of no session was anything measured")]
    [InlineData("late < loss for viewers nobody", "loss for viewers nobody was not measured: there is no session of viewers nobody")]
    public void What_was_not_measured_is_not_met(string text, string found) => Assert.Equal((false, found), Weigh(text, Run("")));

    [Fact]
    public void Only_some_of_the_viewers_can_be_counted()
    {
        Assert.Equal((true, "refused for viewers home = 1"), Weigh("refused == 1 for viewers home", Run("")));
        Assert.Equal((true, "admitted for viewers home = 2"), Weigh("admitted == 2 for viewers home", Run("")));
        Assert.Equal((true, "arrived = 40"), Weigh("arrived == 40", Run("")));
    }

    [Fact]
    public void A_picture_that_never_came_is_late_where_the_session_failed()
    {
        SessionRecord failed = Session("home.1") with { Outcome = "failed", StartupMs = null };
        RunRecord run = Run("") with { Sessions = [failed, Session("home.2") with { StartupMs = null }] };
        Assert.Equal((false, "startup_ms = never at worst (home.1); 1 of 1 session fails"), Weigh("startup_ms < 500", run));
    }

    [Fact]
    public void A_share_of_exactly_the_limit_is_not_above_it_by_its_last_bit()
    {
        for (int sent = 1; sent < 2_000; sent++)
        {
            RunRecord run = Run("") with { Sessions = [Session("home.1") with { Sent = sent * 1_000L, Lost = sent * 7L }] };
            Assert.True(Weigh("loss <= 0.7%", run).IsMet, $"{sent}");
            Assert.False(Weigh("loss < 0.7%", run).IsMet, $"{sent}");
        }
    }

    [Fact]
    public void Variants_are_compared_seed_by_seed()
    {
        RunRecord[] runs = [Lossy("plain", 1, 20), Lossy("plain", 2, 20), Lossy("interleaved", 1, 9), Lossy("interleaved", 2, 10)];
        IReadOnlyList<ExpectationRecord> records = Judge.Weigh([Read("missing in interleaved < 0.5 * missing in plain")], runs);
        Assert.Equal([(1UL, true), (2UL, false)], records.Select(one => (one.Seed, one.IsMet)));
        Assert.Equal("missing = 1 % against 0.5 × 2 %", records[1].Found);
    }

    [Fact]
    public void Without_a_variant_all_must_do()
    {
        RunRecord[] runs = [Lossy("plain", 1, 20), Lossy("interleaved", 1, 9)];
        Assert.Equal(
            [(false, "plain: missing = 2 % at worst (home.1); 1 of 1 session fails"),
                (true, "plain: missing = 2 % at worst, of 1 session; interleaved: missing = 0.9 % at worst, of 1 session"),
                (true, "missing = 0.9 % at worst, of 1 session")],
            Judge.Weigh([Read("missing < 1%"), Read("missing < 3%"), Read("missing < 1% in interleaved")], runs)
                .Select(one => (one.IsMet, one.Found)));
        Assert.Equal("nothing was run of plain", Judge.Weigh([Read("missing < 1% in plain")], [runs[1]])[0].Found);
    }

    private static RunRecord Lossy(string variant, ulong seed, long missing) => Run(variant) with
    {
        Seed = seed,
        Sessions = [Session("home.1") with { LostAfterRepair = missing }],
    };

    private static (bool IsMet, string Found) Weigh(string text, RunRecord run)
    {
        ExpectationRecord record = Assert.Single(Judge.Weigh([Read(text)], [run]));
        Assert.Equal((text, 3, run.Seed), (record.Text, record.Line, record.Seed));
        return (record.IsMet, record.Found);
    }

    private static Expectation Read(string text)
    {
        SortedDictionary<string, long> audiences = new() { ["home"] = 30, ["phone"] = 10, ["nobody"] = 0 };
        ExpectationNames names = ExpectationReaderTests.Names with { Audiences = audiences };
        Expectation? read = ExpectationReader.Read(text, 3, names, out string mistake);
        return read ?? throw new InvalidOperationException(mistake);
    }

    private static RunRecord Run(string variant) => new()
    {
        Variant = variant,
        Seed = 1,
        DurationS = 20,
        Totals = new() { Arrived = 40, Moves = 4 },
        Sessions =
        [
            Session("home.1") with { Lost = 5, IsKept = true, Skews = Marks(2, 90) },
            Session("home.2") with
            {
                Class = "best-effort", Lost = 20, LostAfterRepair = 1, IsKept = false, Skews = Marks(-12, 10), Stalls = 2, StartupMs = 300,
                Moves = 1,
            },
            Session("home.3") with { Outcome = "refused", Sent = 0, Contracts = [], Class = "best-effort", StartupMs = null },
            Session("phone.1") with
            {
                Audience = "phone", Class = "best-effort", Sent = 500, Lost = 2, Stalls = 1, Bytes = 2_500_000, ArrivedS = 10,
            },
        ],
        Links =
        [
            new()
            {
                Name = "uplink", Capacity = [10_000_000, 0, 10_000_000], Used = [5_000_000, 0, 9_000_000], QueueMs = [0, 12.5, 3],
                Drops = new SortedDictionary<string, long> { ["down"] = 3, ["loss"] = 4 },
            },
            new() { Name = "wifi" },
        ],
    };

    private static SessionRecord Session(string id) => new()
    {
        Id = id,
        Audience = "home",
        Title = "film",
        Link = $"wifi.{id[^1]}",
        Class = "guaranteed",
        ArrivedS = 0,
        Outcome = "playing",
        Contracts = [Contract()],
        StartupMs = 120,
        Sent = 1_000,
    };

    private static ContractRecord Contract() => new(0, 1, "source", "guaranteed", 2_000_000, 20_000, "");

    private static Distribution Marks(double milliseconds, long count)
    {
        Distribution marks = new();
        marks.Add(TimeSpan.FromMilliseconds(milliseconds), count);
        return marks;
    }
}
