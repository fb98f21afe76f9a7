using Streaming.Qos.Shaping;

namespace Streaming.Qos.Tests.Shaping;

public sealed class DeadlineBoundTests
{
    private static readonly TrainLimit Three = new(3, TimeSpan.FromMilliseconds(1));

    private static Instant At(int milliseconds) => new(milliseconds * TimeSpan.TicksPerMillisecond);

    [Fact]
    public void Small_samples_ahead_change_nothing()
    {
        DeadlineBound bound = new(At(40), Three);
        bound.Add(6, At(80));
        bound.Add(6, At(120));

        Assert.Equal(At(40), bound.Latest);
    }

    [Fact]
    public void A_large_sample_ahead_is_begun_early_enough_for_its_own_deadline()
    {
        // 150 packets take 50 ms and have 40: what lies before them ends 10 ms sooner.
        DeadlineBound bound = new(At(40), Three);
        bound.Add(150, At(80));

        Assert.Equal(At(30), bound.Latest);
    }

    [Fact]
    public void Large_samples_one_behind_the_other_add_up()
    {
        DeadlineBound bound = new(At(40), Three);
        bound.Add(150, At(80));
        bound.Add(150, At(120));

        Assert.Equal(At(20), bound.Latest);
    }

    [Theory]
    [InlineData(1, 40, 1)]
    [InlineData(120, 40, 3)]
    [InlineData(121, 40, 4)]
    public void A_demand_is_what_a_window_must_let_through(int packets, int milliseconds, int expected)
    {
        PacketDemand demand = PacketDemand.Of(packets, TimeSpan.FromMilliseconds(milliseconds), Three.Window);

        Assert.Equal(expected, demand.Packets);
        Assert.Equal(Math.Max(3, expected), Three.Covering(demand).Packets);
    }

    [Fact]
    public void A_demand_rises_at_once_and_falls_slowly()
    {
        PacketDemand high = new(8 << 16), low = new(1 << 16);

        Assert.Equal(high, high.After(low));
        Assert.Equal(new PacketDemand(7 << 16), low.After(high));
    }
}
