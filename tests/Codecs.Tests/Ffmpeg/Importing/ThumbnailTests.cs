using Streaming.Ffmpeg;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class ThumbnailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TitleFolders _titles;
    private readonly Importer _importer;

    public ThumbnailTests()
    {
        _titles = new TitleFolders(Path.Combine(_folder.Path, "data"));
        _importer = new Importer(_titles, new ImportOptions());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_the_sample_film_it_is_never_the_flash()
    {
        string film = Path.Combine(_folder.Path, "sample.mp4");
        await SampleFilm.MakeAsync(film, Cancel);
        string made = await ThumbnailOf(film);

        Assert.Equal((320, 180), Size(made));
        Assert.InRange(Brightness(made, "crop=iw/3:ih/3:iw/3:ih/2"), 20, 220);
        Assert.InRange(Brightness(Path.Combine(_titles.Of("sample")!, "cover.jpg"), "crop=iw/3:ih/3:iw/3:ih/2"), 20, 220);
    }

    [Theory]
    [InlineData("black")]
    [InlineData("white")]
    public async Task A_film_that_is_blank_for_most_of_its_time_shows_what_comes_then(string colour)
    {
        string film = Clip(
            "blank.mp4", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=20", "-vf",
            $"drawbox=c={colour}:t=fill:enable='lt(t,12)'", "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p");
        Assert.InRange(Brightness(await ThumbnailOf(film), "null"), 60, 200);
    }

    [Fact]
    public async Task A_film_that_is_black_to_its_end_is_shown_as_it_is()
    {
        string film = Clip("dark.mp4", "-f", "lavfi", "-i", "color=black:size=320x180:rate=25:duration=2", "-c:v", "libx264");
        Assert.InRange(Brightness(await ThumbnailOf(film), "null"), 0, 20);
    }

    [Fact]
    public async Task Pictures_that_are_not_square_are_shown_in_their_right_shape()
    {
        string film = Clip(
            "wide.mkv", "-f", "lavfi", "-i", "testsrc2=size=720x576:rate=25:duration=2,setsar=64/45",
            "-c:v", "libx264", "-pix_fmt", "yuv420p");
        Assert.Equal((320, 180), Size(await ThumbnailOf(film)));
    }

    [Fact]
    public async Task A_turned_film_is_shown_upright()
    {
        string made = await ThumbnailOf(SharedMedia.Find(SharedMedia.Rotated));
        Assert.Equal((180, 320), Size(made));
    }

    [Fact]
    public async Task Where_it_is_missing_it_is_made_at_the_next_import_and_the_title_stays_as_it_is()
    {
        string film = Clip("film.mp4", "-i", TestClips.Find(TestClips.H264Aac), "-c", "copy");
        string made = await ThumbnailOf(film);
        byte[] before = await File.ReadAllBytesAsync(made, Cancel);
        DateTime index = File.GetLastWriteTimeUtc(Path.Combine(_titles.Of("film")!, TitleFolders.IndexName));
        File.Delete(made);

        Assert.IsType<ImportResult.Unchanged>(await _importer.ImportAsync(film, null, Cancel));

        Assert.Equal(before, await File.ReadAllBytesAsync(made, Cancel));
        Assert.Equal(index, File.GetLastWriteTimeUtc(Path.Combine(_titles.Of("film")!, TitleFolders.IndexName)));
        Assert.Equal(["film"], Directory.EnumerateFileSystemEntries(_titles.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Sound_alone_has_none_and_sound_with_a_cover_has_that()
    {
        string song = Clip("song.m4a", "-i", TestClips.Find(TestClips.H264Aac), "-map", "0:a", "-c", "copy");
        Title title = Assert.IsType<ImportResult.Imported>(await _importer.ImportAsync(song, null, Cancel)).Title;
        Assert.Equal((null, ""), (Thumbnails.Find(_titles, "song"), title.Cover));

        string picture = Clip("red.png", "-f", "lavfi", "-i", "color=red:size=600x600", "-frames:v", "1");
        string record = Clip(
            "record.m4a", "-i", song, "-i", picture, "-map", "0:a", "-map", "1:v", "-c:a", "copy", "-c:v", "png", "-disposition:v:0",
            "attached_pic");
        Assert.Equal((320, 320), Size(await ThumbnailOf(record)));
    }

    [Fact]
    public async Task A_talk_with_slides_shows_the_first_one_made_anew_as_well()
    {
        string talk = Path.Combine(_folder.Path, "talk.title");
        Directory.CreateDirectory(talk);
        Clip("talk.title/sound.m4a", "-i", TestClips.Find(TestClips.H264Aac), "-map", "0:a", "-c", "copy");
        Clip("talk.title/one.png", "-f", "lavfi", "-i", "testsrc=size=640x480", "-frames:v", "1");
        await File.WriteAllTextAsync(
            Path.Combine(talk, "title.yml"), "audio:\n  - file: sound.m4a\nslides:\n  - file: one.png\n    at: 0:00\n", Cancel);

        string made = await ThumbnailOf(talk);
        Assert.Equal((320, 240), Size(made));
        File.Delete(made);
        Assert.IsType<ImportResult.Unchanged>(await _importer.ImportAsync(talk, null, Cancel));
        Assert.Equal((320, 240), Size(made));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Clip(string name, params string[] arguments) => TestClips.Make(Path.Combine(_folder.Path, name), arguments);

    private async Task<string> ThumbnailOf(string source)
    {
        ImportResult.Imported result = Assert.IsType<ImportResult.Imported>(await _importer.ImportAsync(source, null, Cancel));
        string? made = Thumbnails.Find(_titles, result.Title.Id);
        Assert.NotNull(made);
        return made;
    }

    private static (int Width, int Height) Size(string picture)
    {
        string size = Tool.Run("ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", picture);
        int[] sides = [.. size.Trim().Split(',').Select(int.Parse)];
        return (sides[0], sides[1]);
    }

    /// <summary>Of a part of the picture, 0 … 255.</summary>
    private double Brightness(string picture, string part)
    {
        string raw = Path.Combine(_folder.Path, "grey.raw");
        Tool.Run(
            "ffmpeg", "-nostdin", "-y", "-v", "error", "-i", picture, "-vf", $"{part},scale=1:1:flags=area,format=gray", "-f", "rawvideo",
            raw);
        return File.ReadAllBytes(raw).Single();
    }
}
