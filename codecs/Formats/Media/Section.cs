namespace Streaming.Formats.Media;

/// <summary>One row of the index file's table.</summary>
internal readonly record struct Section(SectionKind Kind, int Track, long Offset, long Length, uint Sum);
