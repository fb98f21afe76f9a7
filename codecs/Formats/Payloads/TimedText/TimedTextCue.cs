using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>A subtitle: its text, with line feeds between lines, and the same text in runs of one style each. Empty where nothing is to
/// be shown.</summary>
public sealed record TimedTextCue(string Text, IReadOnlyList<TimedTextRun> Runs)
{
    public bool IsEmpty => Text.Length == 0;

    /// <summary>
    /// Reads a sample of 3GPP timed text (3GPP TS 26.245 §5.17) as it comes off the wire; false where its length is wrong. Boxes that
    /// are broken or not known cost their effect, not the text.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> sample, [NotNullWhen(true)] out TimedTextCue? cue)
    {
        cue = null;
        ByteReader reader = new(sample);
        if (!reader.TryReadUInt16(out ushort length) || !reader.TryReadBytes(length, out ReadOnlySpan<byte> text))
            return false;
        cue = TimedTextReader.Read(text, reader.Rest);
        return true;
    }
}
