using Streaming.Lab.Real.Viewing;
using Streaming.Player.Client;

namespace Streaming.Lab.Tests.Real;

/// <summary>A bad clock by which a real player goes.</summary>
public sealed class SkewedTimeTests
{
    [Fact]
    public void It_jumps_as_far_as_it_is_told_in_either_direction()
    {
        SkewedTime time = new(0);
        MonotonicClock clock = new(time);
        Instant before = clock.Now;
        time.Step(TimeSpan.FromHours(3));
        Assert.InRange(clock.Now - before, TimeSpan.FromHours(3), TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1));
        time.Step(TimeSpan.FromHours(-5));
        Assert.InRange(clock.Now - before, TimeSpan.FromHours(-2), TimeSpan.FromHours(-2) + TimeSpan.FromMinutes(1));
    }

    /// <summary>Against a clock that was made before it and is looked at later, and one made after it and looked at earlier.</summary>
    [Fact]
    public void It_runs_faster_by_as_many_millionths_as_it_is_told()
    {
        MonotonicClock longer = new(TimeProvider.System);
        SkewedTime twice = new(1_000_000);
        MonotonicClock fast = new(twice);
        MonotonicClock shorter = new(TimeProvider.System);
        SpinWait.SpinUntil(() => shorter.Now > Instant.FromSeconds(0.02));

        Instant least = shorter.Now, shown = fast.Now, most = longer.Now;
        Assert.InRange(shown.Ticks, 2 * least.Ticks, 2 * most.Ticks);
    }
}
