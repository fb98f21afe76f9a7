using System.Globalization;

namespace Streaming.Lab.Expectations;

/// <summary>A line, word by word; signs of comparison and <c>*</c> are words wherever they stand.</summary>
internal sealed class Words(string line)
{
    private int _at;

    /// <summary>Empty at the end.</summary>
    public string Next => WordAt(out _);

    public string Take()
    {
        string word = WordAt(out int end);
        _at = end;
        return word;
    }

    public bool TryTake(string word)
    {
        if (Next != word)
            return false;
        Take();
        return true;
    }

    /// <summary>A number, and the unit that is written to it without a blank.</summary>
    public bool TryTakeNumber(out double number, out string unit)
    {
        string word = Next;
        int digits = word.StartsWith('-') ? 1 : 0;
        while (digits < word.Length && (char.IsAsciiDigit(word[digits]) || word[digits] is '.' or ','))
            digits++;
        unit = word[digits..];
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign;
        if (!double.TryParse(word.AsSpan(0, digits), plain, CultureInfo.InvariantCulture, out number) || !double.IsFinite(number))
            return false;
        Take();
        return true;
    }

    private string WordAt(out int end)
    {
        int start = _at;
        while (start < line.Length && char.IsWhiteSpace(line[start]))
            start++;
        end = start;
        if (start == line.Length)
            return "";
        if (IsSign(line[start]))
        {
            while (end < line.Length && IsSign(line[end]))
                end++;
        }
        else if (line[start] == '*')
        {
            end++;
        }
        else
        {
            while (end < line.Length && !char.IsWhiteSpace(line[end]) && !IsSign(line[end]) && line[end] != '*')
                end++;
        }

        return line[start..end];
    }

    private static bool IsSign(char letter) => letter is '<' or '>' or '=' or '!';
}
