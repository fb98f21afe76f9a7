namespace Streaming.Formats.Payloads.TimedText;

/// <summary>Characters of a subtitle that look alike.</summary>
/// <param name="Text">With line feeds between lines.</param>
/// <param name="Colour">Red, green, blue and opacity, from the highest byte down; null for the track's own colour.</param>
public sealed record TimedTextRun(string Text, bool IsBold, bool IsItalic, bool IsUnderlined, uint? Colour);
