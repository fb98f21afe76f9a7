using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;

namespace Streaming.Server.Tests.Traffic;

public sealed class RealTrafficTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Films => [.. SharedMedia.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Films))]
    public async Task A_film_is_stored_with_what_it_asks_of_a_network(string film)
    {
        TitleFolders folders = new(_folder.Path);
        Importer importer = new(folders, new ImportOptions { Traffic = TrafficAnalysis.Of });
        ImportResult result = await importer.ImportAsync(SharedMedia.Find(film), null, Cancel);
        Title title = Assert.IsType<ImportResult.Imported>(result).Title;
        MediaIndex index = folders.Index(title.Id)!;

        foreach (TrackIndex track in index.Tracks)
        {
            TrackTraffic traffic = Assert.IsType<TrackTraffic>(track.Traffic);
            Assert.Equivalent(TrafficAnalysis.Of(track), traffic, strict: true);
            Assert.True(track.Track.MeanRate <= traffic.Envelope[0].Rate && traffic.Envelope[0].Rate <= traffic.PeakRate);
            if (track.Track.Kind is TrackKind.Video or TrackKind.Audio)
                PlanChecks.Check(track, traffic);
        }
    }

    [Fact]
    public async Task A_title_that_was_made_without_is_made_anew_for_who_wants_it()
    {
        TitleFolders folders = new(_folder.Path);
        string film = TestClips.Find(TestClips.H264Aac);
        Assert.IsType<ImportResult.Imported>(await new Importer(folders, new()).ImportAsync(film, null, Cancel));
        Importer importer = new(folders, new() { Traffic = TrafficAnalysis.Of });
        Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(film, null, Cancel));
        Assert.IsType<ImportResult.Unchanged>(await importer.ImportAsync(film, null, Cancel));
        Assert.IsType<ImportResult.Unchanged>(await new Importer(folders, new()).ImportAsync(film, null, Cancel));
    }
}
