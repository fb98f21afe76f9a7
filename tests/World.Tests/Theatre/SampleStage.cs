using Streaming.Ffmpeg;
using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;

namespace Streaming.World.Tests.Theatre;

/// <summary>The sample film with a second rendition, made and imported once for all tests that ask for it.</summary>
public sealed class SampleStage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal StoredCatalogue Catalogue { get; private set; } = null!;

    /// <summary>The number by which contracts name the stream of that kind that is played.</summary>
    public int IdOf(TrackKind kind) => Catalogue.Index.Title.Tracks.First(track => track.Kind == kind).Id;

    public async ValueTask InitializeAsync()
    {
        string film = Path.Combine(_folder.Path, "sample.mp4");
        await SampleFilm.MakeAsync(film, TestContext.Current.CancellationToken);
        Assert.True(Ladder.TryParse("180p:200k", out Ladder? ladder, out _));
        Catalogue = await StoredCatalogue.ImportAsync(film, new() { Ladder = ladder, Traffic = TrafficAnalysis.Of });
    }

    public ValueTask DisposeAsync()
    {
        Catalogue.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
