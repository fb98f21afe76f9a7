using Streaming.Formats.Media;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Sending;

/// <summary>Where one rendition goes on in place of another. Pictures are 3 600 units apart.</summary>
public sealed class CutPointTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 50, 50)]
    [InlineData(50, 50, 50)]
    [InlineData(51, 100, 100)]
    [InlineData(99, 100, 100)]
    public void Aligned_groups_meet_at_the_next_key_picture(int at, int from, int to)
    {
        TrackIndex one = Video(50), other = Video(50);

        Assert.Equal(new CutPoint(from, to), CutPoint.Find(one, at, other));
    }

    [Fact]
    public void Groups_of_two_lengths_meet_where_both_begin_one()
    {
        Assert.Equal(new CutPoint(200, 200), CutPoint.Find(Video(50), 101, Video(40)));
    }

    [Fact]
    public void What_meets_later_than_twelve_seconds_from_here_does_not_wait_for_it()
    {
        // An odd picture, which the outgoing rendition decodes behind the one shown after it.
        TrackIndex sparse = Video(350, seconds: 30), odd = Video(333, seconds: 30);
        CutPoint cut = CutPoint.Find(sparse, 1, odd)!.Value;

        Assert.Equal(333, cut.To);
        long shown = odd.Samples[333].PresentationUnits;
        Assert.True(sparse.Samples[cut.From].PresentationUnits >= shown);
        Assert.All(sparse.Samples[..cut.From].ToArray(), sample => Assert.True(sample.PresentationUnits < shown));
    }

    [Fact]
    public void Behind_the_last_key_picture_there_is_none()
    {
        Assert.Null(CutPoint.Find(Video(50), 480, Video(50)));
        Assert.Null(CutPoint.Find(Video(50), 500, Video(50)));
    }

    private static TrackIndex Video(int group, double seconds = 20) =>
        SyntheticTrack.Video(1, BitRate.Kbps(500), seconds, group: group, reordered: true);
}
