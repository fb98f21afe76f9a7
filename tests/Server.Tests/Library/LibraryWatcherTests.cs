using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Library;
using Streaming.Testing;

namespace Streaming.Server.Tests.Library;

public sealed class LibraryWatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedTime _time = new();
    private readonly RecordedLog<LibraryWatcher> _log = new();
    private readonly TitleFolders _folders;
    private readonly TitleStore _store;
    private readonly LibraryWatcher _watcher;

    public LibraryWatcherTests()
    {
        Directory.CreateDirectory(Library);
        _folders = new TitleFolders(Path.Combine(_folder.Path, "data"));
        _store = new TitleStore(_folders);
        _watcher = MakeWatcher(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_film_that_lies_there_is_imported_and_listed()
    {
        Add("Film.mp4", settled: true);
        Assert.False(await _watcher.ScanAsync(Cancel));
        Assert.Equal(["film"], Ids);
        using OpenTitle? open = _store.Open("film");
        Assert.NotNull(open);
        Assert.Contains(_log.Lines, line => line.StartsWith("'film' is ready: 2 tracks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_film_that_is_still_being_copied_waits_until_it_is_whole()
    {
        string film = Add("film.mp4", settled: false);
        byte[] whole = await File.ReadAllBytesAsync(film, Cancel);
        await File.WriteAllBytesAsync(film, whole[..100], Cancel);
        Assert.True(await _watcher.ScanAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await File.WriteAllBytesAsync(film, whole, Cancel);
        File.SetLastWriteTimeUtc(film, _time.GetUtcNow().UtcDateTime);
        Assert.True(await _watcher.ScanAsync(Cancel));
        Assert.Empty(_store.Titles);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await _watcher.ScanAsync(Cancel));
        Assert.Equal(["film"], Ids);
    }

    [Fact]
    public async Task A_film_that_goes_is_taken_off_the_list_and_plays_on_for_those_who_have_it_open()
    {
        string film = Add("film.mp4", settled: true);
        await _watcher.ScanAsync(Cancel);
        using OpenTitle? open = _store.Open("film");
        File.Delete(film);
        await _watcher.ScanAsync(Cancel);
        Assert.Empty(_store.Titles);
        Assert.Null(_store.Open("film"));
        Assert.True(open!.Film(1).TryRead(0, new byte[100]));
        Assert.Contains($"'film' is gone: {film} was removed", _log.Lines);
    }

    [Fact]
    public async Task A_broken_film_is_refused_once_and_tried_again_when_it_changes()
    {
        string film = Path.Combine(Library, "film.mp4");
        await File.WriteAllTextAsync(film, "no film", Cancel);
        Age(film, 100);
        Add("other.mp4", settled: true);
        await _watcher.ScanAsync(Cancel);
        await _watcher.ScanAsync(Cancel);
        Assert.Single(_log.Lines, line => line.StartsWith(film, StringComparison.Ordinal));
        Assert.Equal(["other"], Ids);
        File.Copy(TestClips.Find(TestClips.H264Aac), film, overwrite: true);
        Age(film, 50);
        await _watcher.ScanAsync(Cancel);
        Assert.Equal(["film", "other"], Ids);
    }

    [Fact]
    public async Task A_restart_lists_what_is_stored_at_once_and_without_films_that_are_gone()
    {
        string film = Add("film.mp4", settled: true);
        string other = Add("other.mp4", settled: true);
        await _watcher.ScanAsync(Cancel);
        File.Delete(other);
        TitleStore store = new(_folders);
        MakeWatcher(store).LoadStored();
        Assert.Equal(["film"], store.Titles.Select(title => title.Id));
        Assert.True(File.Exists(film));
    }

    [Fact]
    public async Task A_film_that_is_replaced_is_made_anew_while_the_old_one_plays_on()
    {
        string film = Add("film.mp4", settled: true);
        await _watcher.ScanAsync(Cancel);
        using OpenTitle? old = _store.Open("film");
        File.Copy(TestClips.Find(TestClips.Vp9Opus), film, overwrite: true);
        Age(film, 50);
        await _watcher.ScanAsync(Cancel);
        using OpenTitle? fresh = _store.Open("film");
        Assert.Equal(Streaming.Formats.Media.Codec.H264, old!.Index.Title.Tracks[0].Codec);
        Assert.True(old.Film(1).TryRead(0, new byte[100]));
        Assert.Equal(Streaming.Formats.Media.Codec.Vp9, fresh!.Index.Title.Tracks[0].Codec);
    }

    [Fact]
    public async Task Notes_pictures_and_hidden_files_are_not_even_opened()
    {
        foreach (string name in new[] { "readme.txt", "film.en.srt", ".film.mp4", "film.mp4.part", "cover.jpg" })
            await File.WriteAllTextAsync(Path.Combine(Library, name), "x", Cancel);
        Directory.CreateDirectory(Path.Combine(Library, "series", ".cache"));
        string episode = Path.Combine(Library, "series", "Episode 1.mp4");
        File.Copy(TestClips.Find(TestClips.H264Aac), episode);
        Age(episode, 100);
        await _watcher.ScanAsync(Cancel);
        Assert.Equal(["episode-1"], Ids);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith(Library, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_it_runs_a_film_dropped_in_appears_and_a_damaged_title_is_made_anew()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task running = _watcher.RunAsync(stop.Token);
        Add("film.mp4", settled: true);
        await UntilAsync(() => Ids.SequenceEqual(["film"]));
        string index = Path.Combine(_folders.Of("film")!, TitleFolders.IndexName);
        byte[] bytes = await File.ReadAllBytesAsync(index, Cancel);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(index, bytes, Cancel);
        Assert.Null(_store.Open("film"));
        await UntilAsync(() =>
        {
            using OpenTitle? open = _store.Open("film");
            return open is not null;
        });
        await stop.CancelAsync();
        await running;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Library => Path.Combine(_folder.Path, "library");

    private IEnumerable<string> Ids => _store.Titles.Select(title => title.Id);

    private LibraryWatcher MakeWatcher(TitleStore store) => new(
        new LibraryOptions([Library]) { Settle = TimeSpan.FromSeconds(2), Rescan = TimeSpan.FromMilliseconds(200) },
        _folders, store, new ImportOptions(), _time, _log);

    private string Add(string name, bool settled)
    {
        string film = Path.Combine(Library, name);
        File.Copy(TestClips.Find(TestClips.H264Aac), film);
        Age(film, settled ? 100 : 0);
        return film;
    }

    private void Age(string film, int seconds) => File.SetLastWriteTimeUtc(film, _time.GetUtcNow().UtcDateTime.AddSeconds(-seconds));

    private static async Task UntilAsync(Func<bool> happened)
    {
        // Waits for what another thread does; the test's own time-out ends it.
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (!happened())
            await timer.WaitForNextTickAsync(Cancel);
    }
}
