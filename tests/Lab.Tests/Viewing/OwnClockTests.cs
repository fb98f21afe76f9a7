using Streaming.Lab.Virtual.Viewing;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Tests.Viewing;

public sealed class OwnClockTests
{
    private static readonly Instant Came = Instant.FromSeconds(12.3);

    [Theory]
    [InlineData(0, 3_600.0)]
    [InlineData(200, 3_600.72)]
    [InlineData(-200, 3_599.28)]
    public void A_clock_that_is_off_gains_or_loses_so_many_millionths(int skew, double shown)
    {
        OwnClock clock = new(Came, skew);
        TimeSpan passed = clock.At(Came + TimeSpan.FromHours(1)) - clock.At(Came);
        Assert.Equal(shown, passed.TotalSeconds, 6);
    }

    [Theory, InlineData(0), InlineData(137), InlineData(-500)]
    public void When_it_shows_an_instant_is_the_first_tick_of_the_run_at_which_it_does(int skew)
    {
        OwnClock clock = new(Came, skew);
        clock.Step(TimeSpan.FromSeconds(3));
        SeededRandom random = new(5);
        for (int i = 0; i < 1_000; i++)
        {
            Instant own = clock.At(Came) + TimeSpan.FromTicks((long)(random.NextUInt64() >> 24));
            Instant run = clock.RunAt(own);
            Assert.True(clock.At(run) >= own);
            Assert.True(clock.At(run - new TimeSpan(1)) < own);
        }

        Assert.Equal(Instant.Never, clock.RunAt(Instant.Never));
    }

    [Fact]
    public void It_shows_the_same_to_all_who_have_been_there_for_as_long_and_jumps_when_it_is_told_to()
    {
        (OwnClock early, OwnClock late) = (new(Came, 40), new(Came + TimeSpan.FromDays(2), 40));
        TimeSpan there = TimeSpan.FromSeconds(1_234.567);
        Assert.Equal(early.At(Came + there), late.At(Came + TimeSpan.FromDays(2) + there));

        Instant before = early.At(Came + there);
        early.Step(TimeSpan.FromSeconds(-2));
        Assert.Equal(before - TimeSpan.FromSeconds(2), early.At(Came + there));
    }
}
