namespace Streaming.Ffmpeg.Importing;

/// <summary>One file of a title.</summary>
/// <param name="File">Relative to the folder, and within it.</param>
/// <param name="Language">As written; empty where nobody said.</param>
internal sealed record RecipeTrack(string File, string Language = "", string Label = "");
