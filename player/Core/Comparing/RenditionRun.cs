namespace Streaming.Player.Comparing;

/// <summary>A stretch of a stream that came from one rendition.</summary>
/// <param name="Rendition">Its name; empty for a track that has none.</param>
/// <param name="From">The presentation time of its first sample.</param>
/// <param name="Equal">Samples that came exactly as they lie in that rendition.</param>
public sealed record RenditionRun(string Rendition, MediaTime From, long Equal);
