using FsCheck;
using FsCheck.Fluent;
using Streaming.Qos.Shaping;

namespace Streaming.Qos.Tests.Shaping;

public sealed class TrainPlanTests
{
    private static readonly TrainLimit Three = new(3, TimeSpan.FromMilliseconds(1));

    [Theory]
    [InlineData(1, 40, new[] { 0 }, new[] { 1 })]
    [InlineData(3, 40, new[] { 0 }, new[] { 3 })]
    [InlineData(4, 40, new[] { 0, 20_000 }, new[] { 2, 2 })]
    [InlineData(7, 30, new[] { 0, 10_000, 20_000 }, new[] { 2, 2, 3 })]
    public void Packets_leave_in_even_trains_at_even_distances(int packets, int milliseconds, int[] departures, int[] sizes)
    {
        TrainPlan plan = new(new(5), new Instant(5) + TimeSpan.FromMilliseconds(milliseconds), packets, Three);

        Assert.Equal(departures.Length, plan.Trains);
        for (int train = 0; train < plan.Trains; train++)
        {
            Assert.Equal(new Instant(5) + TimeSpan.FromMicroseconds(departures[train]), plan.Departure(train));
            Assert.Equal(sizes[train], plan.PacketsBefore(train + 1) - plan.PacketsBefore(train));
        }
    }

    [Fact]
    public void A_plan_that_cannot_meet_its_deadline_runs_over_it_rather_than_over_the_limit()
    {
        TrainPlan plan = new(new(0), new(0), 30, Three);

        Assert.Equal(new Instant(0) + TimeSpan.FromMilliseconds(10), plan.End);
        Assert.True(plan.IsTight);
    }

    [Fact]
    public void Whatever_the_sizes_all_packets_leave_once_between_start_and_end_within_the_limit()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Packets, NonNegativeInt Length, PositiveInt Limit)>(),
            given =>
            {
                TrainLimit limit = new(1 + (given.Limit.Get % 20), TimeSpan.FromTicks(10_007));
                TrainPlan plan = new(new(77), new(77L + given.Length.Get), given.Packets.Get, limit);
                int sent = 0;
                for (int train = 0; train < plan.Trains; train++)
                {
                    int size = plan.PacketsBefore(train + 1) - plan.PacketsBefore(train);
                    Assert.InRange(size, 1, limit.Packets);
                    Assert.True(plan.Departure(train) >= plan.Start && plan.Departure(train) < plan.End);
                    sent += size;
                }

                Assert.Equal(given.Packets.Get, sent);
                Assert.True(plan.End.Ticks >= 77L + given.Length.Get);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_million_samples_one_behind_the_other_do_not_drift()
    {
        // 30 000 / 1 001 pictures a second, in ticks that do not divide.
        Instant start = new(0);
        for (int i = 1; i <= 1_000_000; i++)
        {
            Instant deadline = new(i * 10_010_000L / 30);
            start = new TrainPlan(start, deadline, 7, Three).End;
            Assert.Equal(deadline, start);
        }
    }
}
