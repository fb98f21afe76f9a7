using Streaming.Formats.Media;
using Streaming.Testing;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests.Channels;

/// <summary>One stream, many receivers, together: each with the lane that its link carries, all showing the same picture at the same
/// moment.</summary>
public sealed class TogetherTests(ITestOutputHelper output)
{
    private const double Seconds = 300;

    [Theory, Seeds(3)]
    public void Each_has_the_lane_its_link_carries_and_all_show_the_same_picture_at_the_same_moment(ulong seed)
    {
        using TogetherWorld world = new(Ladder(seed), seed);
        world.Run(5);
        (double mbps, int size)[] links = [(0.7, 1_000), (1.6, 3_000), (20, 8_000), (20, 8_000)];
        TogetherViewer[] viewers =
            [.. links.Select((link, i) => world.Join(Link(link.mbps, way: 1 + (10 * i), jitter: 0.5 + i, loss: 0.02), seed + (ulong)i))];
        List<double> errors = [];
        world.Run(100, () => Look(world, viewers, errors));
        TogetherViewer late = world.Join(Link(20, 4, 1, 0.02), seed + 50);
        List<double> joined = [];
        world.Run(20, () => Look(world, [late], joined));
        errors.Sort();
        joined.Sort();
        output.WriteLine($"p50 {errors[errors.Count / 2]:0.00} ms, p99 {errors[errors.Count * 99 / 100]:0.00}, most {errors[^1]:0.00}; "
            + $"late p99 {joined[joined.Count * 99 / 100]:0.00}, most {joined[^1]:0.00}");
        Assert.InRange(errors[errors.Count * 99 / 100], 0, 10);
        Assert.InRange(joined[joined.Count * 99 / 100], 0, 10);
        Assert.Equal(links.Select(link => (int?)link.size), viewers.Select(viewer => SizeShown(world, viewer)));
    }

    [Theory, Seeds(3)]
    public void Lane_by_lane_upward_no_picture_is_missing_and_none_comes_twice(ulong seed)
    {
        using TogetherWorld world = new(Ladder(seed), seed);
        world.Run(5);
        TogetherViewer viewer = world.Join(Link(20, 5, 1, 0), seed);
        world.Run(60);
        Assert.Equal(8_000, SizeShown(world, viewer));
        Assert.InRange(viewer.Reception.Report(viewer.Local(world.Now))!.LaneChanges, 1, 2);
        long frame = TimeSpan.FromMilliseconds(40).Ticks;
        long[] positions = [.. viewer.Pictures.Select(picture => (picture.Position.Ticks + (frame / 2)) / frame).Order()];
        Assert.Equal(Enumerable.Range(0, positions.Length).Select(i => positions[0] + i), positions);
        Assert.All(viewer.Pictures, picture => Assert.True(picture.IsWhole && RenditionOf(world, picture.Bytes) is not null));
    }

    [Theory, Seeds(3)]
    public void A_link_that_shrinks_costs_a_few_seconds_of_pictures_and_no_step_out_of_line(ulong seed)
    {
        using TogetherWorld world = new(Ladder(seed), seed);
        world.Run(5);
        TogetherViewer viewer = world.Join(Link(20, 5, 1, 0), seed);
        world.Run(60);
        Assert.Equal(8_000, SizeShown(world, viewer));
        viewer.Link.Rate = BitRate.Kbps(1_600);
        int before = viewer.Pictures.Count(picture => picture.IsWhole);
        List<double> errors = [];
        world.Run(30, () => Look(world, [viewer], errors));
        Assert.Equal(3_000, SizeShown(world, viewer));
        int whole = viewer.Pictures.Count(picture => picture.IsWhole) - before;
        output.WriteLine($"{whole} of 750 pictures whole, at most {errors.Max():0.00} ms out of step");
        Assert.InRange(whole, 575, 750);
        Assert.InRange(errors.Max(), 0, 10);
    }

    /// <summary>About 2.1, 0.8 and 0.26 Mb/s, and sound.</summary>
    private static ChannelFilm Ladder(ulong seed) => new ChannelFilm(
        "film",
        Rated(Renditions.Make(seed, 8_000, 50, Seconds)),
        Rated(Renditions.Make(seed + 1, 3_000, 50, Seconds)),
        Rated(Renditions.Make(seed + 2, 1_000, 50, Seconds)),
        Rated(SyntheticFilm.Make(Codec.Aac, seed + 3, Seconds))).Measured();

    /// <summary>What may be sent again is a share of the mean rate.</summary>
    private static SyntheticTrack Rated(SyntheticTrack track)
    {
        TrackIndex index = track.Index;
        long bytes = 0;
        foreach (MediaSample sample in index.Samples)
            bytes += sample.Size;
        Track rated = track.Track with { MeanRate = BitRate.Of(new(bytes), TimeSpan.FromSeconds(Seconds)) };
        return track with { Index = new(rated, index.Samples.ToArray(), index.Units.ToArray(), index.Traffic) };
    }

    private static TogetherLink Link(double mbps, double way, double jitter, double loss) => new(
        BitRate.Kbps((long)(mbps * 1_000)), TimeSpan.FromMilliseconds(way), TimeSpan.FromMilliseconds(jitter), loss);

    /// <summary>The rendition that was shown last.</summary>
    private static int? SizeShown(TogetherWorld world, TogetherViewer viewer) =>
        viewer.Pictures.AsEnumerable().Reverse().Select(one => RenditionOf(world, one.Bytes)).FirstOrDefault(size => size is not null);

    /// <summary>Whose sample it is, byte for byte.</summary>
    private static int? RenditionOf(TogetherWorld world, byte[] bytes)
    {
        foreach (TrackIndex index in world.Film.Index.Tracks.Where(track => track.Track.Kind == TrackKind.Video))
        {
            SyntheticTrack track = world.Film[index];
            for (int i = 0; i < index.Samples.Length; i++)
            {
                if (index.Samples[i].Size == bytes.Length && track.Sample(i).AsSpan().SequenceEqual(bytes))
                    return int.Parse(track.Track.Rendition, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static void Look(TogetherWorld world, IReadOnlyList<TogetherViewer> viewers, List<double> errors)
    {
        foreach (TogetherViewer viewer in viewers)
        {
            if (viewer.Began is not { } began || world.Now - began < TimeSpan.FromSeconds(2) || !viewer.Playout.Clock.IsRunning)
                continue;
            MediaTime common = world.Sender.Members.Presentation.PositionAt(world.Now);
            errors.Add(Math.Abs((viewer.Playout.Clock.PositionAt(viewer.Local(world.Now)) - common).TotalMilliseconds));
        }
    }
}
