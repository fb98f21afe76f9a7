using Streaming.Player.Desktop.Playing;

namespace Streaming.Player.Tests.Playing;

public sealed class SeekLogTests
{
    private static readonly Instant Start = new(0);

    [Fact]
    public void A_seek_is_under_way_until_a_picture_of_the_new_play_is_shown()
    {
        SeekLog log = new();
        log.Asked(MediaTime.FromSeconds(10), before: 1, Start);

        Assert.Null(log.Shown(MediaTime.FromSeconds(3), 1, Start + TimeSpan.FromMilliseconds(5)));
        Assert.Equal(MediaTime.FromSeconds(10), log.Target);

        Assert.Equal(TimeSpan.FromMilliseconds(80), log.Shown(MediaTime.FromSeconds(8), 2, Start + TimeSpan.FromMilliseconds(80)));
        Assert.Null(log.Target);
        Assert.Equal([new(10_000, 8_000, 80)], log.Done);
    }

    [Fact]
    public void The_first_picture_of_all_is_no_seek()
    {
        SeekLog log = new();
        log.Opening(Start);

        Assert.Equal(TimeSpan.FromMilliseconds(120), log.Shown(MediaTime.Zero, 1, Start + TimeSpan.FromMilliseconds(120)));
        Assert.Equal(TimeSpan.FromMilliseconds(120), log.FirstPicture);
        Assert.Empty(log.Done);
    }

    [Fact]
    public void A_seek_that_came_to_nothing_is_listed_without_a_picture()
    {
        SeekLog log = new();
        log.Asked(MediaTime.FromSeconds(10), before: 1, Start);
        log.GivenUp();
        log.GivenUp();

        Assert.Equal([new(10_000, null, null)], log.Done);
    }
}
