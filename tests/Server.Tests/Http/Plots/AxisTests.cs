using Streaming.Server.Host.Http.Plots;

namespace Streaming.Server.Tests.Http.Plots;

public sealed class AxisTests
{
    [Theory]
    [InlineData(3, "0,1 b/s,2 b/s,3 b/s")]
    [InlineData(820_000, "0,200 kb/s,400 kb/s,600 kb/s,800 kb/s,1 Mb/s")]
    [InlineData(2_500_000, "0,500 kb/s,1 Mb/s,1.5 Mb/s,2 Mb/s,2.5 Mb/s")]
    [InlineData(0, "0,1 b/s")]
    public void A_linear_axis_ends_with_the_first_round_value_that_is_enough(double most, string ticks)
    {
        Axis axis = Axis.Linear("rate", most, Axis.Rate);
        Assert.Equal(ticks, string.Join(',', axis.Ticks.Select(tick => tick.Text)));
        Assert.Equal(0, axis.Place(0));
        Assert.Equal(1, axis.Place(axis.Ticks[^1].Value));
        Assert.InRange(axis.Place(most), 0, 1);
    }

    [Theory]
    [InlineData(62_664, 956_310, "50 kB,100 kB,200 kB,500 kB,1 MB")]
    [InlineData(100, 100, "100 B,200 B")]
    [InlineData(300, 2_000_000, "1 kB,10 kB,100 kB,1 MB")]
    public void A_logarithmic_axis_reaches_from_round_value_to_round_value(double least, double most, string ticks)
    {
        Axis axis = Axis.Logarithmic("depth", least, most, Axis.Bytes);
        Assert.Equal(ticks, string.Join(',', axis.Ticks.Select(tick => tick.Text)));
        Assert.InRange(axis.Place(least), 0, axis.Place(most));
        Assert.InRange(axis.Place(most), 0, 1);
    }

    [Fact]
    public void On_a_logarithmic_axis_twice_as_much_is_as_far_everywhere()
    {
        Axis axis = Axis.Logarithmic("rate", 100, 10_000, Axis.Rate);
        Assert.Equal((0, 0.5, 1), (axis.Place(100), axis.Place(1_000), axis.Place(10_000)));
        Assert.Equal(axis.Place(400) - axis.Place(200), axis.Place(8_000) - axis.Place(4_000), 1e-9);
        Assert.Equal((0, 1), (axis.Place(1), axis.Place(1e9)));
    }

    [Theory]
    [InlineData(0.5, "0:00")]
    [InlineData(80.5, "0:00,0:10,0:20,0:30,0:40,0:50,1:00,1:10,1:20")]
    [InlineData(7_210, "0:00,15:00,30:00,45:00,1:00:00,1:15:00,1:30:00,1:45:00,2:00:00")]
    [InlineData(1_000_000, "0:00,48:00:00,96:00:00,144:00:00")]
    [InlineData(1_000_000_000, "0:00,48000:00:00,96000:00:00")]
    public void Time_is_told_in_steps_that_people_count_in(double seconds, string ticks)
    {
        Axis axis = Axis.Time("time", TimeSpan.FromSeconds(seconds));
        Assert.StartsWith(ticks, string.Join(',', axis.Ticks.Select(tick => tick.Text)), StringComparison.Ordinal);
        Assert.InRange(axis.Ticks.Count, 1, 12);
        Assert.All(axis.Ticks, tick => Assert.InRange(tick.Value, 0, seconds));
    }
}
