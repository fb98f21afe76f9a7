using Streaming.Server.Channels.Feedback;

namespace Streaming.World.Tests.Crowds;

/// <summary>That very many receivers, each with a clock of its own, present at one moment.</summary>
public sealed class CrowdSkewTests
{
    /// <param name="seconds">From the last of them on. Very many report only after minutes, and are in step long before.</param>
    /// <param name="reporting">How many have reported by then, at least.</param>
    [Theory]
    [InlineData(1_000, 40, 500, 1)]
    [InlineData(10_000, 120, 500, 2)]
    [InlineData(100_000, 20, 0, 3)]
    public void All_but_one_in_a_hundred_of_a_crowd_present_within_ten_milliseconds(int receivers, int seconds, int reporting, ulong seed)
    {
        Crowd crowd = new(seed, keepsTime: true);
        crowd.Run(5);
        for (int i = 0; i < receivers; i++)
        {
            crowd.Join();
            if (i % (receivers / 100) == 0)
                crowd.Run(0.02);
        }

        crowd.Run(seconds);

        TimeSpan[] skews = [.. Skews(crowd)];
        Assert.Equal(receivers, skews.Length);
        Assert.InRange(skews[receivers / 200].TotalMilliseconds, -10, 10);
        Assert.InRange(skews[^(receivers / 200)].TotalMilliseconds, -10, 10);
        Spread<TimeSpan> reported = crowd.Feedback.Snapshot().Skew;
        Assert.InRange(reported.Count, reporting, receivers);
        Assert.InRange(reported.P99.TotalMilliseconds, -1, 1);
        Assert.Equal(TimeSpan.FromSeconds(1), crowd.Members.Presentation.Delay);
    }

    [Fact]
    public void Where_many_lag_all_wait_for_them_and_are_in_step_again()
    {
        Crowd crowd = new(seed: 3, keepsTime: true);
        for (int i = 0; i < 100; i++)
            crowd.Join();
        TimeSpan needed = TimeSpan.FromSeconds(1.06);
        for (int second = 0; second < 60; second++)
        {
            for (int i = 0; i < 10; i++)
            {
                TimeSpan lag = needed - crowd.Members.Presentation.Delay;
                crowd.Receivers[i].Lag = lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
            }

            crowd.Run(1);
        }

        Assert.InRange(crowd.Members.Presentation.Delay.TotalMilliseconds, 1_045, 1_065);
        TimeSpan[] skews = [.. Skews(crowd)];
        Assert.InRange(skews[^1].TotalMilliseconds, -10, 12);
        Assert.InRange(skews[0].TotalMilliseconds, -12, 10);
    }

    /// <summary>How late each really is, the earliest first.</summary>
    private static IEnumerable<TimeSpan> Skews(Crowd crowd)
    {
        MediaTime position = crowd.Lane.PositionAt(crowd.Now);
        Instant due = crowd.Now + crowd.Members.Presentation.Delay;
        return crowd.Receivers.Select(receiver => receiver.PresentsAt(position, crowd.Now)!.Value - due).Order();
    }
}
