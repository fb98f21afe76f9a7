using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Makes stored titles of media files and title folders.</summary>
/// <remarks>
/// A title is put together in a folder of its own and renamed when whole, so neither a cancelled nor a killed import leaves anything that
/// looks like one. One importer may be used for many sources, one after the other; several processes may import into one data folder.
/// </remarks>
public sealed class Importer
{
    private readonly TitleFolders _folders;
    private readonly ImportOptions _options;

    public Importer(TitleFolders folders, ImportOptions options)
    {
        _folders = folders;
        _options = options;
    }

    /// <summary>Removes what killed imports have left behind; call it once, at start.</summary>
    public void Sweep() => WorkFolder.Sweep(_folders);

    /// <summary>Imports one source, unless it is stored already.</summary>
    /// <param name="progress">0 … 1, from any thread.</param>
    /// <exception cref="OperationCanceledException">Nothing is left behind.</exception>
    public async Task<ImportResult> ImportAsync(string path, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            TitleSource source = TitleSource.At(path);
            if (_folders.Facts(source.Id) is { } stored)
            {
                if (stored.Source != source.Path && Path.Exists(stored.Source))
                    return Taken(path, source.Id, stored.Source);
                if (source.IsCurrent(stored.Fingerprint, _options) && _folders.Index(source.Id) is { } whole && KnowsEnough(whole))
                {
                    await ShowAsync(stored, cancellation);
                    return new ImportResult.Unchanged(path, stored);
                }
            }

            using WorkFolder work = new(_folders, source.Id);
            TitleBuilder builder = new(source, _options, work, progress);
            MediaIndex index = await builder.BuildAsync(source.Fingerprint(_options), cancellation);
            work.Publish(source.Id);
            return new ImportResult.Imported(path, index.Title, builder.Notes);
        }
        catch (MediaException e)
        {
            return new ImportResult.Failed(path, OneLine(e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ImportResult.Failed(path, OneLine(e.Message));
        }
    }

    /// <summary>A title without its small picture plays all the same.</summary>
    private async Task ShowAsync(Title stored, CancellationToken cancellation)
    {
        try
        {
            await Thumbnails.EnsureAsync(_folders, stored, cancellation);
        }
        catch (Exception e) when (e is MediaException or IOException or UnauthorizedAccessException)
        {
            // Whoever needs the source or ffmpeg says so; the next start tries again.
        }
    }

    /// <summary>Who is asked for the traffic of tracks is not content with a title that was made without.</summary>
    private bool KnowsEnough(MediaIndex index) => _options.Traffic is null || index.Tracks.All(track => track.Traffic is not null);

    private static ImportResult.Failed Taken(string path, string id, string other) =>
        new(path, $"its address '{id}' is already that of {other}: rename one of the two");

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
