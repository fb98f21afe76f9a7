using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Sending;

/// <summary>Which key picture a position leads to. RFC 7826 §18.47.</summary>
public sealed class SeekStyleTests
{
    /// <summary>Key pictures at 0, 10, 20, 30 and 40 s of 45.</summary>
    private static SendingWorld Film => new(
        SyntheticTrack.Video(1, BitRate.Kbps(500), 45, group: 250), SyntheticTrack.Audio(1, BitRate.Kbps(96), 45));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.1, 0, 10)]
    [InlineData(9.999, 0, 10)]
    [InlineData(10, 10, 10)]
    [InlineData(34, 30, 40)]
    [InlineData(40.5, 40, 40)]
    [InlineData(45, 40, 40)]
    public void A_position_leads_to_the_key_picture_before_or_to_the_next(double asked, double before, double next)
    {
        Assert.Equal(before, Started(asked, null, SeekStyle.RandomAccessPoint));
        Assert.Equal(next, Started(asked, null, SeekStyle.Next));
    }

    [Theory]
    [InlineData(12, 25, 20)]
    [InlineData(12, 20, 10)]
    [InlineData(12, 15, 10)]
    public void The_next_lies_before_the_end_of_the_range(double from, double to, double next) =>
        Assert.Equal(next, Started(from, to, SeekStyle.Next));

    [Theory, Seeds(10)]
    public void Steps_of_five_seconds_never_end_where_they_began_however_far_apart_key_pictures_are(ulong seed)
    {
        SendingWorld world = Film;
        Primitives.Chance.SeededRandom random = new(seed);
        world.Play(random.Next(40));
        for (int i = 0; i < 30; i++)
        {
            world.RunFor(random.Next(1_000) / 1_000.0);
            double position = world.Session.Position(world.Wire.Now).Seconds;
            world.Session.Halt(world.Wire.Now);
            bool isForwards = random.Next(2) == 0;
            MediaTime asked = MediaTime.FromSeconds(Math.Clamp(position + (isForwards ? 5 : -5), 0, 45));
            PlayPoint point = world.Play(new PlayWish(asked, null) { Style = isForwards ? SeekStyle.Next : SeekStyle.RandomAccessPoint });
            if (isForwards && position < 39.9)
                Assert.InRange(point.Start.Seconds, position + 0.1, position + 15);
            else if (!isForwards && position > 5)
                Assert.InRange(point.Start.Seconds, position - 15, position - 5);
        }
    }

    [Fact]
    public void A_title_without_a_picture_begins_where_it_is_asked_to()
    {
        SendingWorld world = new(SyntheticTrack.Audio(1, BitRate.Kbps(96), 45));
        Assert.Equal(12.34, world.Play(new PlayWish(MediaTime.FromSeconds(12.34), null) { Style = SeekStyle.Next }).Start.Seconds);
    }

    private static double Started(double from, double? to, SeekStyle style)
    {
        SendingWorld world = Film;
        PlayWish wish = new(MediaTime.FromSeconds(from), to is { } end ? MediaTime.FromSeconds(end) : null) { Style = style };
        PlayPoint point = world.Play(wish);
        world.RunFor(0.2);
        Assert.Contains(world.Wire.Media, packet => packet.Header.Timestamp == point.Streams[0].AtStart);
        return point.Start.Seconds;
    }
}
