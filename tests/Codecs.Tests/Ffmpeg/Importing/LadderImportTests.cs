using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class LadderImportTests
{
    [Fact]
    public async Task All_rungs_have_their_key_frames_at_the_same_times()
    {
        string film = SharedMedia.Find(SharedMedia.OpenGop);
        Assert.True(Ladder.TryParse("180p:200k,120p:100k,720p:3M", out Ladder? ladder, out _));
        using StoredTitle title = await StoredTitle.ImportAsync(film, new ImportOptions { Ladder = ladder });
        TrackIndex[] rungs = [.. title.Index.Tracks.Where(track => track.Track.Rendition is "180p" or "120p")];
        Assert.Equal(2, rungs.Length);
        Assert.Equal([(434, 180), (288, 120)], rungs.Select(rung => (rung.Track.Width, rung.Track.Height)));
        Assert.Equal(KeyTimes(rungs[0]), KeyTimes(rungs[1]));
        Assert.Equal(0, KeyTimes(rungs[0])[0]);
        long[] keys = KeyTimes(rungs[0]);
        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, (2 * 90_000) + 12_000));
        Assert.Equal(ShownTimes(title.Index.Tracks[0]), ShownTimes(rungs[0]));
        Assert.Equal("source", Assert.Single(title.Title.Tracks, track => track is { IsDefault: true, Kind: TrackKind.Video }).Rendition);
    }

    [Fact]
    public async Task Wherever_the_source_has_a_key_frame_the_rungs_have_one_too()
    {
        Assert.True(Ladder.TryParse("120p:100k", out Ladder? ladder, out _));
        string film = SharedMedia.Find("tears_of_steel_332p_h264_2audio_subs.mp4");
        using StoredTitle title = await StoredTitle.ImportAsync(film, new ImportOptions { Ladder = ladder });
        long[] source = KeyTimes(title.Index.Tracks.First(track => track.Track.Rendition == "source"));
        long[] rung = KeyTimes(title.Index.Tracks.First(track => track.Track.Rendition == "120p"));
        Assert.Equal(53, source.Length);
        Assert.Subset(rung.ToHashSet(), source.ToHashSet());
    }

    [Fact]
    public async Task Auto_takes_the_usual_rungs_below_the_source_and_says_where_there_are_none()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(
            TestClips.Find(TestClips.H264Aac), new ImportOptions { Ladder = Ladder.Auto });
        Assert.Single(title.Title.Tracks, track => track.Kind == TrackKind.Video);
        Assert.Contains("only the source is served", Assert.Single(title.Notes), StringComparison.Ordinal);
    }

    /// <summary>A closed GOP: nothing shown before its key picture is sent after it.</summary>
    private static long[] KeyTimes(TrackIndex track)
    {
        List<long> times = [];
        foreach (MediaSample sample in track.Samples)
        {
            if (sample.IsKey)
                times.Add(sample.PresentationUnits);
            else
                Assert.True(sample.PresentationUnits > times[^1]);
        }

        return [.. times];
    }

    private static long[] ShownTimes(TrackIndex track)
    {
        IEnumerable<MediaSample> shown = track.Samples.ToArray().Where(sample => !sample.Flags.HasFlag(SampleFlags.Preroll));
        return [.. shown.Select(sample => sample.PresentationUnits).Order()];
    }
}
