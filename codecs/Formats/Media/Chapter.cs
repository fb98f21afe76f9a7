namespace Streaming.Formats.Media;

/// <summary>A named stretch of the title's timeline.</summary>
public sealed record Chapter(string Name, MediaTime Start, MediaTime End);
