using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

/// <summary>Losses of the picture, counted over the last seconds.</summary>
public sealed class PictureLossWatchTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(3.2)]
    [InlineData(9.9)]
    [InlineData(1_000_000.0)]
    public void Packets_count_from_the_first_second_of_the_clock_on(double at)
    {
        PictureLossWatch watch = new(new());
        watch.Count(10, 0, Instant.FromSeconds(at));
        watch.Count(10, 10, Instant.FromSeconds(at + 1));
        watch.Count(10, 10, Instant.FromSeconds(at + 30));
        Assert.False(watch.IsDamaged);
    }
}
