using Streaming.Ffmpeg;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

public sealed class SampleFilmTests
{
    [Fact]
    public async Task The_sample_film_has_a_picture_two_languages_and_two_subtitles()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "library", "sample.mp4");
        await SampleFilm.MakeAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal([path], Directory.EnumerateFiles(Path.GetDirectoryName(path)!));

        using StoredTitle title = await StoredTitle.ImportAsync(path);
        Assert.Equal("Sample film", title.Title.Name);
        Assert.Equal(
            [("", Codec.H264), ("en", Codec.Aac), ("de", Codec.Aac), ("en", Codec.TimedText), ("de", Codec.TimedText)],
            title.Title.Tracks.Select(track => (track.Kind == TrackKind.Video ? "" : track.Language, track.Codec)));
        Assert.Equal(TimeSpan.FromSeconds(SampleFilm.Seconds).TotalSeconds, title.Title.Duration.TotalSeconds, 0.1);
        Assert.Equal(25 * SampleFilm.Seconds, title.Only(TrackKind.Video).Samples.Length);
        Assert.Contains(title.Only(TrackKind.Video).Samples.ToArray(), sample => sample.Flags.HasFlag(SampleFlags.Disposable));
    }
}
