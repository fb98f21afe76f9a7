using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>A subtitle: its text, with line feeds between lines, and the same text in runs of one style. Empty where nothing is to be
/// shown.</summary>
public sealed record TimedTextCue(string Text, IReadOnlyList<TimedTextRun> Runs)
{
    /// <summary>Reads a sample of 3GPP timed text. 3GPP TS 26.245 §5.17.</summary>
    public static bool TryParse(ReadOnlySpan<byte> sample, [NotNullWhen(true)] out TimedTextCue? cue)
    {
        cue = null;
        return false;
    }
}
