namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>A part of a line that is written in one direction, one script and one font.</summary>
/// <param name="Script">ISO 15924; empty for what needs no shaping.</param>
internal readonly record struct TextRun(string Text, string FontFile, bool IsRightToLeft, string Script);
