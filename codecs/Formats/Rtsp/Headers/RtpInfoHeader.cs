using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The RTP-Info header of a PLAY response: which packet comes first, and what its time means. RFC 2326 §12.33.</summary>
/// <remarks>
/// URLs may hold commas and semicolons themselves: an entry ends at a comma before the next <c>url=</c>, a URL at a semicolon before a
/// parameter with a known name. A number out of range counts as not said: the header is a hint, and devices get it wrong.
/// </remarks>
public sealed record RtpInfoHeader(IReadOnlyList<RtpInfoEntry> Entries)
{
    /// <summary>More simple streams than any title has.</summary>
    public const int MostEntries = 256;

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RtpInfoHeader? header, out ParseError error)
    {
        header = null;
        List<RtpInfoEntry> entries = [];
        ReadOnlySpan<char> rest = text.Trim();
        while (!rest.IsEmpty)
        {
            if (!rest.StartsWith("url=", StringComparison.OrdinalIgnoreCase) || entries.Count == MostEntries)
            {
                ParseFault fault = entries.Count == MostEntries ? ParseFault.TooLarge : ParseFault.Invalid;
                error = new(fault, text.Length - rest.Length, "stream-url");
                return false;
            }

            entries.Add(Parse(NextEntry(ref rest)));
        }

        error = entries.Count > 0 ? ParseError.None : new(ParseFault.Truncated, 0, "RTP-Info");
        header = entries.Count > 0 ? new(entries) : null;
        return header is not null;
    }

    public override string ToString() => string.Join(',', Entries);

    private static ReadOnlySpan<char> NextEntry(ref ReadOnlySpan<char> rest)
    {
        for (int comma = rest.IndexOf(','), from = 0; comma >= 0; comma = rest[from..].IndexOf(','))
        {
            ReadOnlySpan<char> next = rest[(from + comma + 1)..].TrimStart();
            if (next.IsEmpty || next.StartsWith("url=", StringComparison.OrdinalIgnoreCase))
            {
                ReadOnlySpan<char> entry = rest[..(from + comma)];
                rest = next;
                return entry.Trim();
            }

            from += comma + 1;
        }

        ReadOnlySpan<char> last = rest;
        rest = [];
        return last.Trim();
    }

    private static RtpInfoEntry Parse(ReadOnlySpan<char> entry)
    {
        SequenceNumber? first = null;
        RtpTimestamp? start = null;
        ReadOnlySpan<char> url = TrimEnd(entry[4..]);
        for (int semicolon = url.LastIndexOf(';'); semicolon >= 0; semicolon = url.LastIndexOf(';'))
        {
            HeaderText.Split(url[(semicolon + 1)..], out ReadOnlySpan<char> name, out ReadOnlySpan<char> value);
            bool isSequence = HeaderText.Is(name, "seq"), isTime = HeaderText.Is(name, "rtptime");
            if (!isSequence && !isTime && !HeaderText.Is(name, "ssrc"))
                break;
            if (isSequence && HeaderText.TryNumber(value, ushort.MaxValue, out long number))
                first = new((ushort)number);
            if (isTime && HeaderText.TryNumber(value, uint.MaxValue, out long stamp))
                start = new((uint)stamp);
            url = TrimEnd(url[..semicolon]);
        }

        return new(new(url.TrimStart(" \t\"")), first, start);
    }

    /// <summary>Blanks, quotes and separators behind a URL belong to nobody.</summary>
    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && (text[^1] is ',' or ';' or '"' || char.IsWhiteSpace(text[^1])))
            text = text[..^1];
        return text;
    }
}
