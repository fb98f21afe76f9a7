using System.Globalization;
using System.Text;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Parts a line by direction, script and font, and puts the parts in the order they are seen in.</summary>
/// <remarks>The Unicode Bidirectional Algorithm without embedding: the line goes as its first letter goes, numbers go from left to right,
/// and what has no direction goes as both its neighbours do, else as the line does. That is enough for subtitles.</remarks>
internal static class TextRuns
{
    /// <param name="fontOf">The font for a letter, given the font of the letter before it.</param>
    public static IReadOnlyList<TextRun> Split(string line, Func<Rune, string> fontOf)
    {
        List<Letter> letters = [];
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(line);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            Rune rune = Rune.GetRuneAt(element.Length == 1 && char.IsSurrogate(element[0]) ? "\uFFFD" : element, 0);
            letters.Add(new(element, rune, DirectionOf(rune)));
        }

        bool isLineRightToLeft = letters.Select(each => each.IsRightToLeft).FirstOrDefault(each => each is not null) ?? false;
        List<TextRun> runs = [];
        StringBuilder text = new();
        TextRun current = default;
        string? font = null;
        for (int i = 0; i < letters.Count; i++)
        {
            bool isRightToLeft = letters[i].IsRightToLeft ?? Between(letters, i, isLineRightToLeft);

            // A blank belongs to any font: it does not part words of another script.
            font = Rune.IsWhiteSpace(letters[i].Rune) && font is not null ? font : fontOf(letters[i].Rune);
            string script = ScriptOf(letters[i].Rune) ?? (text.Length > 0 && current.IsRightToLeft == isRightToLeft ? current.Script : "");
            TextRun next = new("", font, isRightToLeft, script);
            if (text.Length > 0 && next != current)
            {
                runs.Add(current with { Text = text.ToString() });
                text.Clear();
            }

            current = next;
            text.Append(letters[i].Text);
        }

        if (text.Length > 0)
            runs.Add(current with { Text = text.ToString() });
        return InOrderOfSight(runs, isLineRightToLeft);
    }

    private static List<TextRun> InOrderOfSight(List<TextRun> runs, bool isLineRightToLeft)
    {
        // What goes against the line is turned as a whole; then, where the line itself goes from the right, everything.
        for (int start = 0; start < runs.Count;)
        {
            int end = start;
            while (end < runs.Count && runs[end].IsRightToLeft == runs[start].IsRightToLeft)
                end++;
            if (runs[start].IsRightToLeft != isLineRightToLeft)
                runs.Reverse(start, end - start);
            start = end;
        }

        if (isLineRightToLeft)
            runs.Reverse();
        return runs;
    }

    private static bool Between(List<Letter> letters, int index, bool isLineRightToLeft)
    {
        bool before = isLineRightToLeft;
        for (int i = index - 1; i >= 0; i--)
        {
            if (letters[i].IsRightToLeft is { } direction)
            {
                before = direction;
                break;
            }
        }

        for (int i = index + 1; i < letters.Count; i++)
        {
            if (letters[i].IsRightToLeft is { } direction)
                return before == direction ? before : isLineRightToLeft;
        }

        return isLineRightToLeft;
    }

    /// <summary>True for right to left, false for left to right, null for what goes as its neighbours do.</summary>
    private static bool? DirectionOf(Rune rune)
    {
        int value = rune.Value;
        if (value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF))
            return Rune.GetUnicodeCategory(rune) is not UnicodeCategory.DecimalDigitNumber;
        return Rune.IsLetter(rune) || Rune.IsDigit(rune) ? false : null;
    }

    /// <summary>Scripts that are shaped by their own rules; null for signs of no script.</summary>
    private static string? ScriptOf(Rune rune) => rune.Value switch
    {
        (>= 0x0590 and <= 0x05FF) or (>= 0xFB1D and <= 0xFB4F) => "Hebr",
        (>= 0x0600 and <= 0x06FF) or (>= 0x0750 and <= 0x077F) or (>= 0x08A0 and <= 0x08FF) or (>= 0xFB50 and <= 0xFEFC) => "Arab",
        >= 0x0900 and <= 0x097F => "Deva",
        >= 0x0980 and <= 0x09FF => "Beng",
        >= 0x0B80 and <= 0x0BFF => "Taml",
        >= 0x0E00 and <= 0x0E7F => "Thai",
        >= 0x1780 and <= 0x17FF => "Khmr",
        _ => Rune.IsLetter(rune) ? "" : null,
    };

    private readonly record struct Letter(string Text, Rune Rune, bool? IsRightToLeft);
}
