namespace Streaming.Ffmpeg.Importing;

/// <summary>How the files of a <c>name.title/</c> folder make one title.</summary>
/// <param name="Name">Empty for the folder's own.</param>
/// <param name="Video">The film; null for a title of sound alone, or sound and slides.</param>
internal sealed record TitleRecipe(
    string Name, RecipeTrack? Video, IReadOnlyList<RecipeTrack> Audio, IReadOnlyList<RecipeTrack> Text, IReadOnlyList<RecipeSlide> Slides);
