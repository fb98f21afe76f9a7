using System.Diagnostics;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class ImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TitleFolders _titles;
    private readonly Importer _importer;

    public ImporterTests()
    {
        _titles = new TitleFolders(Path.Combine(_folder.Path, "data"));
        _importer = new Importer(_titles, new ImportOptions());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_import_of_the_same_file_does_nothing()
    {
        string film = Copy("film.mp4");
        Assert.IsType<ImportResult.Imported>(await ImportAsync(film));
        DateTime made = File.GetLastWriteTimeUtc(IndexOf("film"));
        Assert.IsType<ImportResult.Unchanged>(await ImportAsync(film));
        Assert.Equal(made, File.GetLastWriteTimeUtc(IndexOf("film")));
    }

    [Fact]
    public async Task A_stored_title_is_its_index_its_sample_files_and_its_picture()
    {
        await ImportAsync(Copy("film.mp4"));
        Assert.Equal(
            ["cover.jpg", "thumbnail.jpg", "title.index", "track-1.samples", "track-2.samples"],
            Directory.EnumerateFileSystemEntries(_titles.Of("film")!).Select(Path.GetFileName).Order());
        Assert.Equal(["film"], Directory.EnumerateFileSystemEntries(_titles.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_changed_file_or_another_ladder_is_imported_again()
    {
        string film = Copy("film.mp4");
        await ImportAsync(film);
        File.SetLastWriteTimeUtc(film, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.IsType<ImportResult.Imported>(await ImportAsync(film));
        Assert.True(Ladder.TryParse("90p:100k", out Ladder? ladder, out _));
        ImportResult result = await new Importer(_titles, new ImportOptions { Ladder = ladder }).ImportAsync(film, null, Cancel);
        Assert.Equal(3, Assert.IsType<ImportResult.Imported>(result).Title.Tracks.Count);
    }

    [Fact]
    public async Task Who_asks_for_no_ladder_keeps_the_one_that_is_stored()
    {
        string film = Copy("film.mp4");
        Assert.True(Ladder.TryParse("90p:100k", out Ladder? ladder, out _));
        await new Importer(_titles, new ImportOptions { Ladder = ladder }).ImportAsync(film, null, Cancel);
        Assert.Equal(3, Assert.IsType<ImportResult.Unchanged>(await ImportAsync(film)).Title.Tracks.Count);
    }

    [Theory]
    [InlineData("title.index")]
    [InlineData("track-1.samples")]
    public async Task What_is_damaged_is_made_anew(string name)
    {
        string film = Copy("film.mp4");
        await ImportAsync(film);
        string path = Path.Combine(_titles.Of("film")!, name);
        byte[] whole = await File.ReadAllBytesAsync(path, Cancel);
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)], Cancel);
        Assert.IsType<ImportResult.Imported>(await ImportAsync(film));
        Assert.Equal(whole.Length, new FileInfo(path).Length);
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing_behind()
    {
        string film = SharedMedia.Find(SharedMedia.Film);
        using CancellationTokenSource stop = new();
        Assert.True(Ladder.TryParse("240p:300k", out Ladder? ladder, out _));
        Importer slow = new(_titles, new ImportOptions { Ladder = ladder });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.ImportAsync(film, new CancelAtFirst(stop), stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_titles.Root));
    }

    [Fact]
    public async Task What_a_killed_import_left_is_swept_and_what_is_at_work_is_not()
    {
        string left = Path.Combine(_titles.Root, ".film-0123.part");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "track-1.raw"), "x", Cancel);
        using WorkFolder busy = new(_titles, "other");
        using Process orphan = Process.Start(new ProcessStartInfo("sleep", "1000") { WorkingDirectory = left })!;
        _importer.Sweep();
        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(busy.Path));
    }

    [Fact]
    public async Task Two_files_of_one_address_are_told_apart_by_name()
    {
        string first = Copy("My Film.mp4"), second = Copy("my-film.mp4");
        Assert.IsType<ImportResult.Imported>(await ImportAsync(first));
        ImportResult.Failed failed = Assert.IsType<ImportResult.Failed>(await ImportAsync(second));
        Assert.Contains("'my-film'", failed.Why, StringComparison.Ordinal);
        Assert.Contains(first, failed.Why, StringComparison.Ordinal);
        File.Delete(first);
        Assert.IsType<ImportResult.Imported>(await ImportAsync(second));
    }

    [Theory]
    [InlineData("missing", "no such file")]
    [InlineData("empty", "the file is empty")]
    [InlineData("text", "not a media file")]
    [InlineData("random", "not a media file")]
    [InlineData("folder", "a folder, not a film")]
    [InlineData("cut", "cut off")]
    [InlineData("headless", "not a media file")]
    [InlineData("picture", "neither moving pictures nor sound")]
    [InlineData("playlist", "")]
    public async Task What_is_no_film_fails_with_one_line(string what, string why)
    {
        string path = await MakeBrokenAsync(what);
        ImportResult.Failed failed = Assert.IsType<ImportResult.Failed>(await ImportAsync(path));
        Assert.Contains(why, failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Why);
        Assert.False(Directory.Exists(_titles.Root) && Directory.EnumerateFileSystemEntries(_titles.Root).Any());
    }

    [Fact]
    public async Task A_film_with_an_odd_name_is_no_trouble()
    {
        string film = Copy("-i [a|b] 'x' %d \"ü\" : \\.mp4");
        Assert.Equal("i-a-b-x-d-u", Assert.IsType<ImportResult.Imported>(await ImportAsync(film)).Title.Id);
    }

    [Fact]
    public async Task The_cover_in_the_file_goes_before_a_picture_of_the_film()
    {
        string picture = TestClips.Make(
            Path.Combine(_folder.Path, "cover.png"), "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1");
        string song = TestClips.Make(
            Path.Combine(_folder.Path, "song.m4a"), "-i", TestClips.Find(TestClips.H264Aac), "-i", picture, "-map", "0:a", "-map", "1:v",
            "-c:a", "copy", "-c:v", "png", "-disposition:v:0", "attached_pic");
        Title title = Assert.IsType<ImportResult.Imported>(await ImportAsync(song)).Title;
        Assert.Equal([Codec.Aac], title.Tracks.Select(track => track.Codec));
        string size = Tool.Run(
            "ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0",
            Path.Combine(_titles.Of(title.Id)!, title.Cover));
        Assert.Equal("64,64", size.Trim());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<ImportResult> ImportAsync(string path) => _importer.ImportAsync(path, null, Cancel);

    private string IndexOf(string id) => Path.Combine(_titles.Of(id)!, TitleFolders.IndexName);

    private string Copy(string name)
    {
        string path = Path.Combine(_folder.Path, name);
        File.Copy(TestClips.Find(TestClips.H264Aac), path);
        return path;
    }

    private async Task<string> MakeBrokenAsync(string what)
    {
        string path = Path.Combine(_folder.Path, $"{what}.mp4");
        byte[] film = await File.ReadAllBytesAsync(TestClips.Find(TestClips.H264Aac), Cancel);
        switch (what)
        {
            case "empty":
                await File.WriteAllBytesAsync(path, [], Cancel);
                break;
            case "text":
                await File.WriteAllTextAsync(path, "this is no film\n", Cancel);
                break;
            case "random":
                byte[] noise = new byte[100_000];
                new Streaming.Primitives.Chance.SeededRandom(7).Fill(noise);
                await File.WriteAllBytesAsync(path, noise, Cancel);
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "cut":
                TestClips.Make(
                    path, "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=12", "-c:v", "libx264", "-preset", "ultrafast",
                    "-movflags", "+faststart");
                byte[] whole = await File.ReadAllBytesAsync(path, Cancel);
                await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)], Cancel);
                break;
            case "headless":
                await File.WriteAllBytesAsync(path, film[..(film.Length / 2)], Cancel);
                break;
            case "picture":
                return TestClips.Make(
                    Path.Combine(_folder.Path, "p.mov"), "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", "-c:v", "png",
                    "-disposition:v:0", "attached_pic");
            case "playlist":
                await File.WriteAllTextAsync(path, $"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n/etc/passwd\n#EXT-X-ENDLIST\n", Cancel);
                break;
        }

        return path;
    }

    private sealed class CancelAtFirst(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
