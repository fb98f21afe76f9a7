using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What a title folder without <c>title.yml</c> means, from the names of its files: <c>film.mp4</c>, <c>film.de.m4a</c>,
/// <c>film.en.srt</c>.</summary>
internal static class RecipeGuess
{
    private static readonly string[] Film =
    [
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".ts", ".m2ts", ".mts", ".mpg", ".mpeg", ".vob", ".avi", ".flv", ".wmv", ".ogv", ".3gp",
        ".mxf",
    ];

    private static readonly string[] Sound =
        [".m4a", ".mp3", ".aac", ".opus", ".ogg", ".oga", ".flac", ".wav", ".ac3", ".eac3", ".dts", ".mka", ".wma", ".aif", ".aiff"];

    private static readonly string[] Words = [".srt", ".vtt", ".ass", ".ssa"];

    /// <exception cref="MediaException">There is no film, or more than one.</exception>
    public static TitleRecipe From(IEnumerable<string> fileNames)
    {
        string[] names = [.. fileNames.Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        string[] films = [.. names.Where(name => Has(name, Film))];
        RecipeTrack[] sounds = [.. names.Where(name => Has(name, Sound)).Select(Track)];
        if (films.Length > 1)
            throw new MediaException($"which is the film, {films[0]} or {films[1]}? Say it in a {RecipeFile.Name}");
        if (films.Length + sounds.Length == 0)
            throw new MediaException($"there is neither a film nor sound in the folder, nor a {RecipeFile.Name}");
        RecipeTrack? film = films.Length == 1 ? new RecipeTrack(films[0]) : null;
        return new TitleRecipe("", film, sounds, [.. names.Where(name => Has(name, Words)).Select(Track)], []);
    }

    private static bool Has(string name, string[] extensions) => extensions.Contains(Path.GetExtension(name).ToLowerInvariant());

    /// <summary>The language is the part before the extension, if it is one.</summary>
    private static RecipeTrack Track(string name)
    {
        string part = Path.GetExtension(Path.GetFileNameWithoutExtension(name)).TrimStart('.');
        return new RecipeTrack(name, LanguageTag.IsKnown(part) ? part : "");
    }
}
