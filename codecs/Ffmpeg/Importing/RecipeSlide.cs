namespace Streaming.Ffmpeg.Importing;

/// <summary>A picture that is shown from a moment on, until the next one.</summary>
internal sealed record RecipeSlide(string File, TimeSpan At);
