using Streaming.Lab.Commands;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Tests.Scenarios;

namespace Streaming.Lab.Tests.Commands;

public sealed class LaboratoryTests
{
    private static readonly ScenarioFile File = Written.Read($$"""
        {{Written.Plain.ReplaceLineEndings("\n")}}
        seed: 5
        repeat: 3
        variants:
          few: {}
          many: {viewers.home.count: 9}
        expect:
          - moves < 3
          - arrived >= 1
        """);

    [Theory, InlineData(1), InlineData(8)]
    public async Task Every_variant_is_played_with_every_seed_and_told_in_order(int threads)
    {
        FakePlayer player = new((situation, seed, _) => new() { Arrived = situation.Audiences[0].Count, Moves = (int)seed - 4 });
        LabReport report = await new Laboratory(player).RunAsync(File, new() { Threads = threads }, TestContext.Current.CancellationToken);
        Assert.Equal(
            [("few", 5, 1), ("few", 6, 1), ("few", 7, 1), ("many", 5, 9), ("many", 6, 9), ("many", 7, 9)],
            report.Runs.Select(run => (run.Variant, run.Seed, run.Totals.Arrived)));
        Assert.Equal(
            [("moves < 3", 5, true), ("moves < 3", 6, true), ("moves < 3", 7, false)],
            report.Expectations.Where(one => one.Text.StartsWith('m')).Select(one => (one.Text, one.Seed, one.IsMet)));
        Assert.InRange(player.Most, 1, threads);
    }

    [Fact]
    public async Task Runs_on_sockets_go_on_one_after_the_other()
    {
        FakePlayer player = new((_, _, _) => new()) { MostAtOnce = 1, IsReal = true };
        LabReport report = await new Laboratory(player).RunAsync(File, new() { Threads = 8 }, TestContext.Current.CancellationToken);
        Assert.Equal((1, true, 6), (player.Most, report.IsReal, report.Runs.Count));
    }

    [Fact]
    public async Task Seeds_repetitions_and_length_may_be_otherwise()
    {
        FakePlayer player = new((_, _, _) => new());
        LabOrder order = new() { Seed = 100, Repetitions = 2, Until = TimeSpan.FromSeconds(3) };
        LabReport report = await new Laboratory(player).RunAsync(File, order, TestContext.Current.CancellationToken);
        Assert.Equal([(100, 3), (101, 3), (100, 3), (101, 3)], report.Runs.Select(run => (run.Seed, run.DurationS)));
    }

    [Fact]
    public async Task What_failed_is_told_with_the_shortest_prefix_that_fails()
    {
        FakePlayer player = new((situation, seed, length) => new()
        {
            Arrived = 1,
            Moves = seed == 6 && situation.Audiences[0].Count == 9 && length >= TimeSpan.FromSeconds(7) ? 3 : 0,
        });
        Laboratory laboratory = new(player);
        LabReport report = await laboratory.RunAsync(File, new(), TestContext.Current.CancellationToken);
        IReadOnlyList<FoundPrefix> found = await laboratory.FindPrefixesAsync(File, report, TestContext.Current.CancellationToken);
        Assert.Equal(new("moves < 3", 14, 6, 7), Assert.Single(found));
        report = Failures.With(report, found);
        ExpectationRecord failed = Assert.Single(report.Expectations, one => !one.IsMet);
        Assert.Equal(("moves < 3", 6UL, 7.0), (failed.Text, failed.Seed, failed.FailsFromS));
        Assert.All(report.Expectations.Where(one => one.IsMet), one => Assert.Null(one.FailsFromS));
    }

    [Fact]
    public async Task A_check_that_failed_is_told_with_its_prefix_too()
    {
        FakePlayer player = new((_, _, _) => new() { Arrived = 1 })
        {
            Checks = (seed, length) => [new("contracts", seed != 7 || length < TimeSpan.FromSeconds(4), "somebody, sometime")],
        };
        Laboratory laboratory = new(player);
        LabReport report = await laboratory.RunAsync(File, new(), TestContext.Current.CancellationToken);
        Assert.Equal([7UL], Failures.SeedsOf(report));
        IReadOnlyList<FoundPrefix> found = await laboratory.FindPrefixesAsync(File, report, TestContext.Current.CancellationToken);
        Assert.Equal(new("contracts", 0, 7, 4), Assert.Single(found));
        Assert.Equal(report.Expectations, Failures.With(report, found).Expectations);
    }

    [Fact]
    public async Task Who_is_stopped_stops()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource<RunTotals> never = new();
        FakePlayer player = new((_, _, _) =>
        {
            stop.Cancel();
            return never.Task.GetAwaiter().GetResult();
        });
        Laboratory laboratory = new(player, TimeSpan.Zero);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => laboratory.RunAsync(File, new(), stop.Token));
        never.SetResult(new());
    }
}
