using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class PlayoutClockTests
{
    private static readonly Instant Start = Instant.FromSeconds(5);

    private static PlayoutClock Running()
    {
        PlayoutClock clock = new();
        clock.Begin(1, MediaTime.FromSeconds(10));
        clock.Start(MediaTime.FromSeconds(10), Start);
        return clock;
    }

    [Fact]
    public void It_stands_until_it_is_started_while_it_is_held_and_goes_on_from_there()
    {
        PlayoutClock clock = new();
        clock.Begin(1, MediaTime.FromSeconds(10));
        Assert.Equal(MediaTime.FromSeconds(10), clock.PositionAt(Start));
        Assert.Null(clock.InstantOf(MediaTime.FromSeconds(11)));
        clock.Start(MediaTime.FromSeconds(10), Start);
        clock.Hold(Start + TimeSpan.FromSeconds(2));
        Assert.Equal(MediaTime.FromSeconds(12), clock.PositionAt(Start + TimeSpan.FromSeconds(9)));
        clock.Resume(Start + TimeSpan.FromSeconds(9));
        Assert.Equal(MediaTime.FromSeconds(13), clock.PositionAt(Start + TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_rate_bends_the_line_and_does_not_break_it()
    {
        PlayoutClock clock = Running();
        int breaks = clock.Breaks;
        Instant bend = Start + TimeSpan.FromSeconds(1);
        MediaTime there = clock.PositionAt(bend);
        clock.Steer(new(1_050_000), 0, bend);
        Assert.Equal(there, clock.PositionAt(bend));
        Assert.Equal(MediaTime.FromSeconds(12.05), clock.PositionAt(Start + TimeSpan.FromSeconds(2)));
        Assert.Equal(Start + TimeSpan.FromSeconds(2), clock.InstantOf(MediaTime.FromSeconds(12.05)));
        Assert.Equal(breaks, clock.Breaks);
    }

    [Fact]
    public void An_hour_of_corrections_loses_nothing()
    {
        PlayoutClock clock = Running();
        Instant now = Start;
        Int128 parts = 0;
        for (int i = 0; i < 180_000; i++)
        {
            int skew = (i % 7) - 3;
            clock.Steer(PlayRate.Normal, skew, now);
            TimeSpan step = TimeSpan.FromTicks(200_001 + (i % 3));
            parts += (Int128)step.Ticks * (1_000_000 + skew);
            now += step;
        }

        Assert.Equal(MediaTime.FromSeconds(10).Ticks + (long)(parts / 1_000_000), clock.PositionAt(now).Ticks);
    }

    [Fact]
    public void A_jump_and_a_new_segment_break_the_line_and_going_on_does_not()
    {
        PlayoutClock clock = Running();
        int breaks = clock.Breaks;
        clock.GoOn(2);
        Assert.Equal((breaks, 2, true), (clock.Breaks, clock.Segment, clock.IsRunning));
        clock.Jump(MediaTime.FromSeconds(50), Start + TimeSpan.FromSeconds(1));
        Assert.Equal(MediaTime.FromSeconds(51), clock.PositionAt(Start + TimeSpan.FromSeconds(2)));
        clock.Begin(3, MediaTime.FromSeconds(80));
        Assert.Equal((breaks + 2, 3, false), (clock.Breaks, clock.Segment, clock.IsRunning));
    }
}
