using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests;

/// <summary>Loss that nobody sees: a whole server, a network that loses, and a whole player that mends.</summary>
/// <remarks>The sample film: 76 packets of picture a second and 44 of sound, so layouts are small.</remarks>
public sealed class RepairTests(SampleStage sample, ITestOutputHelper output) : IClassFixture<SampleStage>
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(36);

    /// <summary>Playing begins at once and gives repair its time little by little: with half a second in ten.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(18);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Bursts_of_up_to_a_row_leave_nothing_to_see_with_column_parity_alone(int burst)
    {
        FlowSpec wish = Wish(ParityLayout.OfColumns(5, 4), ParityLayout.OfColumns(5, 3), null);
        using Stage clean = Play(new());
        using Stage stage = Play(new() { Wish = wish, CleanFor = Settling, Bursts = (burst, 120) });

        AssertWhole(clean, stage);
        Assert.All(stage.Player.Session.Streams, stream => Assert.Equal(0, stream.Receive.Counters.RepairedByResend));
    }

    [Theory, Seeds(3)]
    public void Two_percent_of_loss_leaves_nothing_to_see_with_column_parity_and_resends(ulong seed)
    {
        FlowSpec wish = Wish(ParityLayout.OfColumns(5, 4), ParityLayout.OfColumns(4, 3), Ratio.Percent(10));
        using Stage clean = Play(new());
        using Stage stage = Play(new()
        {
            Seed = seed, Wish = wish, CleanFor = Settling, Loss = 0.02, Delay = TimeSpan.FromMilliseconds(20),
        });

        AssertWhole(clean, stage);
    }

    [Fact]
    public void Five_percent_of_loss_leaves_a_ten_thousandth_with_parity_both_ways_and_resends()
    {
        FlowSpec wish = Wish(ParityLayout.OfBoth(6, 5), ParityLayout.OfBoth(5, 4), Ratio.Percent(5));
        (long expected, long lost, long missing) = (0, 0, 0);
        for (ulong seed = 1; seed <= 6; seed++)
        {
            using Stage stage = Play(new()
            {
                Seed = seed, Wish = wish, CleanFor = Settling, Loss = 0.05, Delay = TimeSpan.FromMilliseconds(20),
            });
            foreach (ActiveStream stream in Protected(stage))
            {
                ReceptionCounters counters = stream.Receive.Counters;
                Report(stream, stage.Now);
                (expected, lost, missing) = (expected + counters.Expected, lost + counters.Lost, missing + counters.GivenUp);
            }
        }

        // Of the packets that were sent while one in twenty was lost.
        Assert.InRange(lost / (double)expected, 0.015, 0.025);
        Assert.True(missing * 10_000 <= lost * 20, $"{missing} of {expected}, {lost} lost");
    }

    private FlowSpec Wish(ParityLayout picture, ParityLayout sound, Ratio? resend) => new()
    {
        Buffer = TimeSpan.Zero,
        Protection = [new(sample.IdOf(TrackKind.Video), picture), new(sample.IdOf(TrackKind.Audio), sound)],
        Resend = resend,
    };

    private static IReadOnlyList<ActiveStream> Protected(Stage stage) =>
        [.. stage.Player.Session.AllStreams.Where(stream => stream.Setup.Track.Kind is TrackKind.Video or TrackKind.Audio)];

    private Stage Play(StageOptions options)
    {
        Stage stage = new(sample.Catalogue, options with { Protection = null });
        stage.Run(Whole);
        return stage;
    }

    /// <summary>Every sample is what it is on a clean network, byte for byte.</summary>
    private void AssertWhole(Stage clean, Stage stage)
    {
        IReadOnlyList<ActiveStream> all = Protected(stage);
        Assert.Equal(2, all.Count);
        foreach ((ActiveStream whole, ActiveStream mended) in Protected(clean).Zip(all))
        {
            Report(mended, stage.Now);
            ReceptionCounters counters = mended.Receive.Counters;
            Assert.True(counters.Lost > 0);
            Assert.NotEqual(ParityLayout.None, mended.Repair.StatisticsAt(stage.Now).Layout);
            Assert.Equal(0, counters.GivenUp);
            Assert.Equal((whole.Tally.Complete, 0), (mended.Tally.Complete, mended.Tally.Damaged));
            Assert.Equal(whole.Tally.Sha256, mended.Tally.Sha256);
        }
    }

    private void Report(ActiveStream stream, Instant now)
    {
        RepairStatistics repair = stream.Repair.StatisticsAt(now);
        output.WriteLine($"{stream.Setup.Track.Kind}: {stream.Receive.Counters}");
        output.WriteLine($"{repair}");
    }
}
