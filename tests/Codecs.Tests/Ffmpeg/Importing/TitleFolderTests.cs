using System.Text;
using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Jpeg;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class TitleFolderTests : IDisposable
{
    private readonly TemporaryFolder _parent = new();
    private readonly string _folder;

    public TitleFolderTests()
    {
        _folder = Path.Combine(_parent.Path, "Der Film.title");
        Directory.CreateDirectory(_folder);
        File.Copy(TestClips.Find(TestClips.H264Aac), Path.Combine(_folder, "film.mp4"));
        File.Copy(TestClips.Find(TestClips.Opus), Path.Combine(_folder, "film.fr.opus"));
        File.WriteAllText(Path.Combine(_folder, "film.de.srt"), "1\n00:00:00,200 --> 00:00:00,700\nGrüße\n");
        File.WriteAllText(Path.Combine(_folder, "film.en.vtt"), "WEBVTT\n\n00:00.500 --> 00:01.000\nHello\n");
    }

    public void Dispose() => _parent.Dispose();

    [Fact]
    public async Task A_folder_becomes_one_title_of_all_its_languages()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(_folder);
        Assert.Equal(("der-film", "Der Film"), (title.Title.Id, title.Title.Name));
        Assert.Equal(
            [
                (TrackKind.Video, Codec.H264, "und", true),
                (TrackKind.Audio, Codec.Aac, "und", true), (TrackKind.Audio, Codec.Opus, "fr", false),
                (TrackKind.Text, Codec.TimedText, "de", true), (TrackKind.Text, Codec.TimedText, "en", false),
            ],
            title.Title.Tracks.Select(track => (track.Kind, track.Codec, track.Language, track.IsDefault)));
        TrackIndex german = title.Index.Tracks[3];
        Assert.Equal([0, 200, 700], german.Samples.ToArray().Select(sample => sample.DecodeUnits));
        Assert.Equal("\0\aGrüße", Encoding.UTF8.GetString(title.Sample(german, 1)));
        Assert.Equal("tx3g", Encoding.ASCII.GetString(german.Track.Configuration, 4, 4));
    }

    [Fact]
    public async Task Slides_are_stored_once_and_sent_again_for_latecomers()
    {
        TestClips.Make(Path.Combine(_folder, "long.mp4"), "-f", "lavfi", "-i", "sine=duration=13");
        TestClips.Make(Path.Combine(_folder, "a.png"), "-f", "lavfi", "-i", "testsrc2=size=301x203", "-frames:v", "1");
        TestClips.Make(Path.Combine(_folder, "b.gif"), "-f", "lavfi", "-i", "testsrc=size=640x90", "-frames:v", "1");
        WriteRecipe(
            """
            video: film.mp4
            audio: [long.mp4]
            slides:
              - {file: a.png, at: 0.5}
              - {file: b.gif, at: 11}
              - {file: a.png, at: 12}
            """);
        using StoredTitle title = await StoredTitle.ImportAsync(_folder);
        TrackIndex slides = title.Only(TrackKind.Slides);
        Assert.Equal((640, 208, Codec.Jpeg), (slides.Track.Width, slides.Track.Height, slides.Track.Codec));
        Assert.Equal(
            [0.5, 5.5, 10.5, 11, 12], Enumerable.Range(0, slides.Samples.Length).Select(index => slides.DecodeTime(index).Seconds));
        Assert.Equal(2, slides.Samples.ToArray().Select(sample => sample.Offset).Distinct().Count());
        Assert.Equal(slides.Samples[0].Offset, slides.Samples[4].Offset);
        byte[] picture = title.Sample(slides, 3);
        Assert.True(JpegPicture.TryParse(picture, out JpegPicture? parsed, out ParseError error), error.ToString());
        MediaUnit scan = slides.UnitsOf(slides.Samples[3])[0];
        Assert.Equal(scan.Offset..(scan.Offset + scan.Size), parsed!.Scan);
    }

    [Fact]
    public async Task Old_subtitles_that_are_no_UTF8_are_read_as_their_time_wrote_them()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "film.de.srt"), Encoding.Latin1.GetBytes("1\n00:00:00,200 --> 00:00:00,700\nGrüße\n"),
            TestContext.Current.CancellationToken);
        using StoredTitle title = await StoredTitle.ImportAsync(_folder);
        Assert.Equal("\0\aGrüße", Encoding.UTF8.GetString(title.Sample(title.Index.Tracks[3], 1)));
    }

    [Theory]
    [InlineData("video: nowhere.mp4", "nowhere.mp4: no such file")]
    [InlineData("video: film.de.srt", "neither moving pictures nor sound")]
    [InlineData("video: film.mp4\naudio: [film.de.srt]", "film.de.srt: there is no sound in it")]
    [InlineData("video: film.mp4\ntext: [film.fr.opus]", "film.fr.opus: there is no text in it")]
    [InlineData("video: film.mp4\nslides: [{file: film.de.srt, at: 0}]", "film.de.srt: not a picture")]
    [InlineData("video: film.mp4\nslides: [{file: film.mp4, at: 100}]", "all slides would come after the end")]
    [InlineData("video: film.mp4\nfoo: 1", "title.yml:2: unknown key 'foo'")]
    public async Task A_recipe_that_cannot_be_followed_fails_with_one_line(string recipe, string why)
    {
        WriteRecipe(recipe);
        Importer importer = new(new(Path.Combine(_parent.Path, "data")), new());
        ImportResult result = await importer.ImportAsync(_folder, null, TestContext.Current.CancellationToken);
        Assert.Contains(why, Assert.IsType<ImportResult.Failed>(result).Why, StringComparison.Ordinal);
    }

    private void WriteRecipe(string text) => File.WriteAllText(Path.Combine(_folder, RecipeFile.Name), text);
}
