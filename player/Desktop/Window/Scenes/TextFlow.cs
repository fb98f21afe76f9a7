using System.Globalization;
using System.Text;

namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>Breaks text into lines and shortens what does not fit. SDL2_ttf wraps only from 2.20 on, and never between
/// ideographs.</summary>
internal static class TextFlow
{
    private const string Ellipsis = "…";

    /// <summary>The lines of a text: broken where it says so ('\n'), and at the last word that fits; between ideographs anywhere; a word
    /// wider than the room by its letters.</summary>
    /// <param name="most">Lines; the last is shortened where there would be more.</param>
    public static List<string> Wrap(string text, TextLook look, float room, ITextMeasure measure, int most = int.MaxValue)
    {
        List<string> lines = [];
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            WrapParagraph(paragraph.Trim(), look, room, measure, lines);
        if (lines.Count > most)
        {
            lines[most - 1] = Shorten(lines[most - 1] + Ellipsis, look, room, measure);
            lines.RemoveRange(most, lines.Count - most);
        }

        return lines;
    }

    /// <summary>The text, or as much of its beginning as fits, with dots behind.</summary>
    public static string Shorten(string text, TextLook look, float room, ITextMeasure measure)
    {
        if (measure.Width(text, look) <= room)
            return text;
        int[] letters = StringInfo.ParseCombiningCharacters(text);
        int low = 0;
        int high = letters.Length;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            string candidate = string.Concat(text.AsSpan(0, middle < letters.Length ? letters[middle] : text.Length).TrimEnd(), Ellipsis);
            if (measure.Width(candidate, look) <= room)
                low = middle;
            else
                high = middle - 1;
        }

        return string.Concat(text.AsSpan(0, low < letters.Length ? letters[low] : text.Length).TrimEnd(), Ellipsis);
    }

    private static void WrapParagraph(string paragraph, TextLook look, float room, ITextMeasure measure, List<string> lines)
    {
        StringBuilder line = new();
        foreach (string piece in Pieces(paragraph))
        {
            if (line.Length == 0 || measure.Width(line + piece.TrimEnd(), look) <= room)
            {
                line.Append(line.Length == 0 ? piece.TrimStart() : piece);
            }
            else
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear().Append(piece.TrimStart());
            }

            // A single piece that is wider than the room is broken between its letters.
            while (measure.Width(line.ToString().TrimEnd(), look) > room && BreakAt(line.ToString(), look, room, measure) is > 0 and int at)
            {
                lines.Add(line.ToString(0, at).TrimEnd());
                line.Remove(0, at);
            }
        }

        if (line.Length > 0 || paragraph.Length == 0)
            lines.Add(line.ToString().TrimEnd());
    }

    /// <summary>How many characters of a line fit, at least one letter; 0 where it is one letter only.</summary>
    private static int BreakAt(string line, TextLook look, float room, ITextMeasure measure)
    {
        int[] letters = StringInfo.ParseCombiningCharacters(line);
        int fits = 1;
        while (fits < letters.Length && measure.Width(line[..(fits + 1 < letters.Length ? letters[fits + 1] : line.Length)], look) <= room)
            fits++;
        return fits < letters.Length ? letters[fits] : 0;
    }

    /// <summary>Words with the blanks behind them; each ideograph by itself, with the punctuation behind it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        int[] letters = StringInfo.ParseCombiningCharacters(text);
        for (int i = 1; i < letters.Length; i++)
        {
            Rune before = Rune.GetRuneAt(text, letters[i - 1]);
            Rune after = Rune.GetRuneAt(text, letters[i]);
            bool isBreak = (before.Value is ' ' or '-' && after.Value != ' ') || (IsWide(before) && after.Value != ' ' && !IsClosing(after))
                || (IsWide(after) && before.Value != ' ' && !IsClosing(after));
            if (isBreak)
            {
                yield return text[start..letters[i]];
                start = letters[i];
            }
        }

        if (start < text.Length)
            yield return text[start..];
    }

    // Ideographs and kana; Hangul is written with blanks.
    private static bool IsWide(Rune rune) =>
        rune.Value is (>= 0x2E80 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsClosing(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.ClosePunctuation
        or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
}
