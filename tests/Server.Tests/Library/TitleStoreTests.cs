using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Library;
using Streaming.Testing;

namespace Streaming.Server.Tests.Library;

public sealed class TitleStoreTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TitleFolders _folders;
    private readonly TitleStore _store;

    public TitleStoreTests()
    {
        _folders = new TitleFolders(_folder.Path);
        _store = new TitleStore(_folders);
    }

    public async ValueTask InitializeAsync()
    {
        Importer importer = new(_folders, new ImportOptions());
        await importer.ImportAsync(TestClips.Find(TestClips.H264Aac), null, TestContext.Current.CancellationToken);
        Assert.Null(_store.Refresh("h264_aac"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void All_holds_share_one_index_and_one_set_of_files_until_the_last_lets_go()
    {
        OpenTitle first = _store.Open("h264_aac")!, second = _store.Open("h264_aac")!;
        Assert.Same(first.Index, second.Index);
        Assert.Same(first.Film(1), second.Film(1));
        first.Dispose();
        first.Dispose();
        Assert.True(second.Film(1).TryRead(0, new byte[10]));
        second.Dispose();
        using OpenTitle third = _store.Open("h264_aac")!;
        Assert.NotSame(second.Index, third.Index);
        Assert.True(third.Film(2).TryRead(0, new byte[10]));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("..")]
    [InlineData("../titles/h264_aac")]
    [InlineData("")]
    [InlineData("H264_AAC")]
    public void What_is_not_listed_cannot_be_opened(string id)
    {
        Assert.Null(_store.Open(id));
        Assert.NotNull(_store.Refresh(id));
    }

    [Fact]
    public void A_sample_file_of_the_wrong_size_is_not_sent()
    {
        string samples = Path.Combine(_folders.Of("h264_aac")!, "track-1.samples");
        using (FileStream file = new(samples, FileMode.Open))
            file.SetLength(file.Length - 1);
        string? told = null;
        _store.Broken += (id, why) => told = $"{id}: {why}";
        Assert.Null(_store.Open("h264_aac", out string failure));
        Assert.Contains("the index says", failure, StringComparison.Ordinal);
        Assert.Equal($"h264_aac: {failure}", told);
        Assert.False(_store.IsWhole("h264_aac"));
    }

    [Fact]
    public void A_missing_file_is_a_failure_and_no_exception()
    {
        Directory.Delete(_folders.Of("h264_aac")!, recursive: true);
        Assert.Null(_store.Open("h264_aac", out string failure));
        Assert.NotEqual("", failure);
        Assert.True(_store.Remove("h264_aac"));
        Assert.False(_store.Remove("h264_aac"));
        Assert.Empty(_store.Titles);
    }

    [Fact]
    public async Task Many_at_once_open_and_let_go_without_harm()
    {
        await Parallel.ForAsync(0, 500, TestContext.Current.CancellationToken, (number, _) =>
        {
            using OpenTitle open = _store.Open("h264_aac")!;
            Track track = open.Index.Title.Tracks[number % 2];
            Assert.True(open.Film(track.Id).TryRead(track.SampleFileSize - 10, new byte[10]));
            return ValueTask.CompletedTask;
        });
    }
}
