// 3GPP TS 26.245 §5.17: the text of a sample, and the boxes behind it that modify how it looks.
using System.Buffers.Binary;
using System.Text;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>Puts a subtitle together from its text and its style box.</summary>
/// <remarks>
/// Styles are given for ranges of characters, counted in the text as it is stored: with both halves of a line break, and a surrogate
/// pair as one. So lines are normalised while runs are cut, not before.
/// </remarks>
internal static class TimedTextReader
{
    private const int BoxHeader = 8;
    private const int StyleSize = 12;
    private const byte Bold = 1;
    private const byte Italic = 2;
    private const byte Underlined = 4;

    private static ReadOnlySpan<byte> StyleBox => "styl"u8;

    private readonly record struct Style(byte Face, uint? Colour);

    public static TimedTextCue Read(ReadOnlySpan<byte> text, ReadOnlySpan<byte> boxes)
    {
        string decoded = Decode(text);
        ReadOnlySpan<byte> styles = FindStyles(boxes);
        StringBuilder all = new(decoded.Length), run = new();
        List<TimedTextRun> runs = [];
        Style current = default;
        int index = 0;
        bool afterReturn = false;
        foreach (Rune rune in decoded.EnumerateRunes())
        {
            Style style = StyleAt(styles, index++);
            bool isSecondHalf = afterReturn && rune.Value == '\n';
            afterReturn = rune.Value == '\r';
            if (isSecondHalf || Normal(rune) is not { } shown)
                continue;
            if (style != current)
                Close(run, current, runs);
            current = style;
            run.Append(shown);
            all.Append(shown);
        }

        Close(run, current, runs);
        return new(all.ToString(), runs);
    }

    /// <summary>UTF-8, or UTF-16 behind a byte order mark; what is neither becomes replacement characters.</summary>
    private static string Decode(ReadOnlySpan<byte> text) => text switch
    {
        [0xfe, 0xff, .. ReadOnlySpan<byte> rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xff, 0xfe, .. ReadOnlySpan<byte> rest] => Encoding.Unicode.GetString(rest),
        [0xef, 0xbb, 0xbf, .. ReadOnlySpan<byte> rest] => Encoding.UTF8.GetString(rest),
        _ => Encoding.UTF8.GetString(text),
    };

    /// <summary>Whatever ends a line becomes a line feed, other control characters vanish.</summary>
    private static string? Normal(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or 0x0b or 0x0c or 0x85 or 0x2028 or 0x2029 => "\n",
        '\t' => "\t",
        _ when Rune.IsControl(rune) => null,
        _ => rune.ToString(),
    };

    private static void Close(StringBuilder run, Style style, List<TimedTextRun> runs)
    {
        if (run.Length == 0)
            return;
        runs.Add(new(
            run.ToString(), (style.Face & Bold) != 0, (style.Face & Italic) != 0, (style.Face & Underlined) != 0, style.Colour));
        run.Clear();
    }

    /// <summary>The style records of the first style box: those that are there in full.</summary>
    private static ReadOnlySpan<byte> FindStyles(ReadOnlySpan<byte> boxes)
    {
        while (boxes.Length >= BoxHeader)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
            if (size < BoxHeader || size > boxes.Length)
                return [];
            if (boxes.Slice(4, 4).SequenceEqual(StyleBox))
            {
                ReadOnlySpan<byte> body = boxes[BoxHeader..(int)size];
                if (body.Length < 2)
                    return [];
                int count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(body), (body.Length - 2) / StyleSize);
                return body.Slice(2, count * StyleSize);
            }

            boxes = boxes[(int)size..];
        }

        return [];
    }

    /// <summary>startChar, endChar (behind the last), font, face, size, colour. A sample has few records.</summary>
    private static Style StyleAt(ReadOnlySpan<byte> styles, int index)
    {
        for (int at = 0; at < styles.Length; at += StyleSize)
        {
            ReadOnlySpan<byte> record = styles.Slice(at, StyleSize);
            if (index >= BinaryPrimitives.ReadUInt16BigEndian(record) && index < BinaryPrimitives.ReadUInt16BigEndian(record[2..]))
                return new(record[6], BinaryPrimitives.ReadUInt32BigEndian(record[8..]));
        }

        return default;
    }
}
