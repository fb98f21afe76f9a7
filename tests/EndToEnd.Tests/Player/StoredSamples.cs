using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>What is in a film, sample by sample, to hold against what came of it.</summary>
internal sealed class StoredSamples
{
    private readonly Dictionary<int, UInt128[]> _digests = [];
    private readonly Dictionary<int, bool[]> _keys = [];

    public static async Task<StoredSamples> ReadAsync(string path)
    {
        using TemporaryFolder folder = new();
        TitleFolders folders = new(folder.Path);
        ImportResult result = await new Importer(folders, new()).ImportAsync(path, null, CancellationToken.None);
        ImportResult.Imported imported = Assert.IsType<ImportResult.Imported>(result);
        MediaIndex index = folders.Index(imported.Title.Id)!;
        StoredSamples film = new();
        foreach (TrackIndex track in index.Tracks)
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(folders.Of(imported.Title.Id)!, track.Track.SampleFile));
            MediaSample[] samples = track.Samples.ToArray();
            film._digests[track.Track.Id] =
                [.. samples.Select(sample => SampleTally.HashOf(bytes.AsSpan((int)sample.Offset, (int)sample.Size)))];
            film._keys[track.Track.Id] = [.. samples.Select(sample => sample.IsKey)];
        }

        return film;
    }

    /// <summary>Asserts that what was received of a track is a piece of it without a hole.</summary>
    /// <returns>Where the piece begins, and whether that is a key picture.</returns>
    public (int From, bool IsKey) Piece(int track, IReadOnlyList<UInt128> received)
    {
        Assert.NotEmpty(received);
        UInt128[] film = _digests[track];
        int from = Array.IndexOf(film, received[0]);
        while (from >= 0 && !film.AsSpan(from).StartsWith(received.ToArray()))
            from = Array.IndexOf(film, received[0], from + 1);
        Assert.True(from >= 0, $"{received.Count} samples of track {track} are no piece of the film");
        return (from, _keys[track][from]);
    }
}
