using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>The small picture of a stored title: made when it is imported, and made again where it is missing.</summary>
public static class Thumbnails
{
    /// <summary>Within the title's folder. JPEG, no side longer than 320 samples, upright.</summary>
    public const string FileName = "thumbnail.jpg";

    /// <summary>Its path; null where the title has none.</summary>
    public static string? Find(TitleFolders folders, string id) =>
        folders.Of(id) is { } folder && Path.Combine(folder, FileName) is var path && File.Exists(path) ? path : null;

    /// <summary>Makes the picture of a title that was stored without one, from the source it was imported from.</summary>
    /// <returns>Whether it is there now.</returns>
    /// <exception cref="MediaException">ffmpeg is missing, or the source is not what it was.</exception>
    internal static async Task<bool> EnsureAsync(TitleFolders folders, Title title, CancellationToken cancellation)
    {
        if (Find(folders, title.Id) is not null)
            return true;
        if (folders.Of(title.Id) is not { } folder || !MayHaveOne(title))
            return false;
        TitleSource source = TitleSource.At(title.Source);
        TitleRecipe recipe = await RecipeFile.OfAsync(source, cancellation);
        RecipeTrack? film = recipe.Video ?? (recipe.Audio is [RecipeTrack first, ..] ? first : null);
        if (film is null)
            return false;

        using WorkFolder work = new(folders, title.Id);
        MediaFacts facts = await Probe.ReadAsync(source.IsFolder ? Path.Combine(source.Path, film.File) : source.Path, cancellation);
        Track? slides = title.Tracks.FirstOrDefault(track => track.Kind == TrackKind.Slides);
        if (await Cover.FindAsync(facts, slides, folder, work.Path, cancellation) is not { } still)
            return false;
        string made = work.File(FileName);
        await File.WriteAllBytesAsync(made, still.Thumbnail, cancellation);
        File.Move(made, Path.Combine(folder, FileName), overwrite: true);
        return true;
    }

    /// <summary>Sound alone without a cover has nothing to show, and need not be looked at again at every start.</summary>
    private static bool MayHaveOne(Title title) =>
        title.Cover.Length > 0 || title.Tracks.Any(track => track.Kind is TrackKind.Video or TrackKind.Slides);
}
