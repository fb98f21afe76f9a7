using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Player.Comparing;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Films;

/// <summary>A film in the form it is sent from, to compare with what was received.</summary>
internal sealed class Film : IDisposable
{
    private readonly MediaIndex _index;
    private readonly Dictionary<TrackIndex, FileSource> _samples = [];
    private readonly DirectoryInfo? _temporary;

    private Film(string folder, DirectoryInfo? temporary)
    {
        _temporary = temporary;
        using FileSource stored = new(Path.Combine(folder, TitleFolders.IndexName));
        if (!MediaIndexFile.TryRead(stored, out MediaIndex? index, out ParseError error))
            throw new FilmException($"its index is damaged ({error}); import the title again");
        _index = index;
        foreach (TrackIndex track in index.Tracks)
            _samples.Add(track, new(Path.Combine(folder, track.Track.SampleFile)));
    }

    /// <summary>Opens a stored title, named by its folder (<c>DATA/titles/ID</c>) or the index in it; anything else is imported into a
    /// temporary folder first, without a ladder.</summary>
    /// <exception cref="FilmException">It is no film, or damaged.</exception>
    public static async Task<Film> OpenAsync(string path, CancellationToken stop)
    {
        DirectoryInfo? temporary = null;
        try
        {
            if (Path.GetFileName(path) == TitleFolders.IndexName)
                path = Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (File.Exists(Path.Combine(path, TitleFolders.IndexName)))
                return new(path, null);
            temporary = Directory.CreateTempSubdirectory("streaming-verify-");
            return new(await ImportAsync(path, temporary, stop), temporary);
        }
        catch (Exception fault)
        {
            temporary?.Delete(recursive: true);
            if (fault is IOException or UnauthorizedAccessException)
                throw new FilmException(fault.Message);
            throw;
        }
    }

    /// <summary>The film's track that an offered one was made from; null where it has none.</summary>
    public TrackIndex? Find(OfferedTrack offered)
    {
        int at = offered.ControlUrl.LastIndexOf("trackID=", StringComparison.OrdinalIgnoreCase);
        string number = at < 0 ? "" : new([.. offered.ControlUrl[(at + 8)..].TakeWhile(char.IsAsciiDigit)]);
        if (int.TryParse(number, out int id) && _index.Find(id) is { } track && track.Track.Kind == offered.Kind)
            return track;

        // Another server: the one of that kind and language, in the film's order.
        TrackIndex[] candidates = [.. _index.Tracks.Where(candidate => candidate.Track.Kind == offered.Kind)];
        return candidates.FirstOrDefault(candidate => candidate.Track.Language == offered.Language) ?? candidates.FirstOrDefault();
    }

    /// <summary>A track and whatever may come in its stream in its place: the renditions of the same picture in the same coding.</summary>
    public IReadOnlyList<RenditionFilm> Ladder(TrackIndex track) =>
        [new(track, _samples[track]), .. _index.Tracks.Where(other => other != track && IsOther(other.Track, track.Track)).Select(Of)];

    public void Dispose()
    {
        foreach (FileSource file in _samples.Values)
            file.Dispose();
        _temporary?.Delete(recursive: true);
    }

    private static bool IsOther(Track other, Track track) =>
        track.Kind == TrackKind.Video && other.Kind == track.Kind && other.Codec == track.Codec && other.Clock == track.Clock;

    private RenditionFilm Of(TrackIndex track) => new(track, _samples[track]);

    /// <returns>The folder of the stored title.</returns>
    private static async Task<string> ImportAsync(string path, DirectoryInfo temporary, CancellationToken stop)
    {
        TitleFolders folders = new(temporary.FullName);
        ImportResult result = await new Importer(folders, new()).ImportAsync(path, null, stop);
        return result switch
        {
            ImportResult.Imported imported => folders.Of(imported.Title.Id)!,
            ImportResult.Failed failed => throw new FilmException(failed.Why),
            _ => throw new FilmException("it cannot be imported"),
        };
    }
}
