namespace Streaming.Player.Desktop.Playing;

/// <summary>A part of the film.</summary>
internal sealed record ChapterView(MediaTime At, string Name);
