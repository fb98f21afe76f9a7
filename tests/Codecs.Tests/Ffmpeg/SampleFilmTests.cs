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

    [Fact]
    public async Task The_sample_film_is_the_same_however_many_processors_there_are()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "sample.mp4");
        await SampleFilm.MakeAsync(path, TestContext.Current.CancellationToken);

        // What the encoder writes down of itself: two pictures made at the same time know less of one another.
        byte[] film = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.True(film.AsSpan().IndexOf("threads=1 lookahead_threads=1 "u8) > 0);
    }

    [Fact]
    public async Task Every_second_begins_with_a_flash_of_two_pictures_and_a_beep_in_either_language()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "sample.mp4"), grey = Path.Combine(folder.Path, "grey.raw");
        await SampleFilm.MakeAsync(path, TestContext.Current.CancellationToken);

        Tool.Run(
            "ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v",
            "-vf", "crop=iw/3:ih/3:iw/3:ih/2,scale=1:1:flags=area,format=gray", "-f", "rawvideo", grey);
        byte[] pictures = await File.ReadAllBytesAsync(grey, TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(0, SampleFilm.Seconds).SelectMany(second => new[] { 25 * second, (25 * second) + 1 }),
            pictures.Index().Where(picture => picture.Item > 225).Select(picture => picture.Index));

        for (int language = 0; language < 2; language++)
        {
            string sound = Path.Combine(folder.Path, $"sound-{language}.raw");
            Tool.Run("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", $"0:a:{language}", "-ac", "1", "-f", "s16le", sound);
            List<double> beeps = Onsets(await File.ReadAllBytesAsync(sound, TestContext.Current.CancellationToken));
            Assert.Equal(SampleFilm.Seconds, beeps.Count);
            Assert.All(beeps.Index(), beep => Assert.InRange(beep.Item - beep.Index, -0.001, 0.001));
        }
    }

    [Fact]
    public async Task The_slides_change_with_a_flash_and_each_has_its_own_colour()
    {
        using TemporaryFolder folder = new();
        string film = Path.Combine(folder.Path, "sample.mp4"), slides = Path.Combine(folder.Path, "slides.title");
        await SampleFilm.MakeAsync(film, TestContext.Current.CancellationToken);
        await SampleSlides.MakeAsync(film, slides, TestContext.Current.CancellationToken);
        Assert.Equal([film, slides], Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));

        using StoredTitle title = await StoredTitle.ImportAsync(slides);
        Assert.Equal(("slides", "Sample film with slides"), (title.Title.Id, title.Title.Name));
        Assert.Equal(6, title.Title.Tracks.Count);
        TrackIndex track = title.Only(TrackKind.Slides);
        Assert.Equal((1_280, 720), (track.Track.Width, track.Track.Height));
        for (int slide = 0; slide < SampleSlides.Colours.Count; slide++)
        {
            int sample = track.FirstPresentedFrom(MediaTime.Zero + (slide * SampleSlides.Each));
            Assert.Equal((slide * SampleSlides.Each).TotalSeconds, track.DecodeTime(sample).Seconds);
            string picture = Path.Combine(folder.Path, "slide.jpg"), raw = Path.Combine(folder.Path, "slide.raw");
            await File.WriteAllBytesAsync(picture, title.Sample(track, sample), TestContext.Current.CancellationToken);
            Tool.Run(
                "ffmpeg", "-nostdin", "-y", "-v", "error", "-i", picture, "-vf", "crop=64:64:8:8,scale=1:1,format=rgb24",
                "-f", "rawvideo", raw);
            byte[] colour = await File.ReadAllBytesAsync(raw, TestContext.Current.CancellationToken);
            (byte red, byte green, byte blue) = SampleSlides.Colours[slide];
            Assert.All(colour.Zip([red, green, blue]), pair => Assert.InRange(pair.First - pair.Second, -8, 8));
        }
    }

    /// <summary>Where sound of a quarter of full loudness comes after half a second without, in seconds.</summary>
    private static List<double> Onsets(byte[] sound)
    {
        const int loud = 4_000, rate = 48_000, quiet = rate / 2;
        List<double> onsets = [];
        int last = -quiet;
        for (int at = 0; at < sound.Length / 2; at++)
        {
            if (Math.Abs((int)BitConverter.ToInt16(sound, at * 2)) < loud)
                continue;
            if (at - last >= quiet)
                onsets.Add((double)at / rate);
            last = at;
        }

        return onsets;
    }
}
