using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Streaming.Formats.Sdp;

/// <summary>Reads session descriptions as real servers write them. RFC 8866 §5, §9.</summary>
/// <remarks>
/// Strict in what decides what is played (version, media lines), tolerant in all else: lines may end in LF alone, come in any order within
/// their section, be unknown, or be malformed; such lines are read over.
/// </remarks>
public static class SdpReader
{
    /// <summary>About a hundred streams of 1 kB each.</summary>
    public const int MostBytes = 128 * 1024;

    /// <summary>Sixteen lines for each of 256 streams; keeps the memory of the shortest lines, about 200 bytes each, under 1 MB.</summary>
    public const int MostLines = 4_096;

    public const int MostMedia = 256;

    /// <summary>There are 128 payload types.</summary>
    public const int MostFormats = 128;

    public static bool TryParse(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out SessionDescription? session, out ParseError error)
    {
        session = null;
        if (wire.Length > MostBytes)
            return Fail(ParseFault.TooLarge, MostBytes, "session-description", out error);

        SessionDescription? found = null;
        MediaDescription? medium = null;
        int position = wire.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (int lines = 0; position < wire.Length; lines++)
        {
            int start = position;
            ReadOnlySpan<byte> line = NextLine(wire, ref position);
            if (lines == MostLines)
                return Fail(ParseFault.TooLarge, start, "lines", out error);
            if (line.IsEmpty)
                continue;
            string value = line is [_, (byte)'=', ..] ? SdpText.Clean(Encoding.UTF8.GetString(line[2..])) : "";
            if (found is null)
            {
                // Everything begins with a version, and there is only one.
                if (!line.StartsWith("v="u8) || value.Trim() != "0")
                    return Fail(line.StartsWith("v="u8) ? ParseFault.Unsupported : ParseFault.Invalid, start, "proto-version", out error);
                found = new();
            }
            else if (line.StartsWith("m="u8))
            {
                if (found.Media.Count == MostMedia || !TryParseMedia(value, out medium))
                    return Fail(found.Media.Count == MostMedia ? ParseFault.TooLarge : ParseFault.Invalid, start, "media-field", out error);
                found.Media.Add(medium);
            }
            else if (line is [_, (byte)'=', ..])
            {
                Apply((char)line[0], value, found, medium);
            }
        }

        if (found is null)
            return Fail(ParseFault.Truncated, wire.Length, "proto-version", out error);
        error = ParseError.None;
        session = found;
        return true;
    }

    private static ReadOnlySpan<byte> NextLine(ReadOnlySpan<byte> wire, ref int position)
    {
        ReadOnlySpan<byte> rest = wire[position..];
        int end = rest.IndexOf((byte)'\n');
        position += end < 0 ? rest.Length : end + 1;
        return (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
    }

    private static void Apply(char type, string value, SessionDescription session, MediaDescription? medium)
    {
        SdpSection section = medium is null ? session : medium;
        switch (type)
        {
            case 'i':
                section.Information = value;
                break;
            case 'c' when SdpConnection.TryParse(value, out SdpConnection? connection):
                section.Connection = connection;
                break;
            case 'b' when SdpBandwidth.TryParse(value, out SdpBandwidth? bandwidth):
                section.Bandwidths.Add(bandwidth);
                break;
            case 'a':
                int colon = value.IndexOf(':', StringComparison.Ordinal);
                section.Attributes.Add(colon < 0 ? value : value[..colon], colon < 0 ? null : value[(colon + 1)..]);
                break;
            case 'o' when medium is null && SdpOrigin.TryParse(value, out SdpOrigin? origin):
                session.Origin = origin;
                break;
            case 's' when medium is null:
                session.Name = value;
                break;
            case 'u' when medium is null:
                session.Uri = value;
                break;
            case 't' when medium is null && SdpTiming.TryParse(value, out SdpTiming timing):
                session.Timings.Add(timing);
                break;
            default:
                break;
        }
    }

    /// <summary><c>video 0 RTP/AVP 96 97</c>, the port perhaps with a count behind a slash.</summary>
    private static bool TryParseMedia(string value, [NotNullWhen(true)] out MediaDescription? medium)
    {
        medium = null;
        string[] words = value.Split(' ', 4 + MostFormats, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 3 or > 3 + MostFormats)
            return false;
        int slash = words[1].IndexOf('/', StringComparison.Ordinal), count = 1;
        ReadOnlySpan<char> port = slash < 0 ? words[1] : words[1].AsSpan(0, slash);
        if (!TryNumber(port, out int number) || (slash >= 0 && (!TryNumber(words[1].AsSpan(slash + 1), out count) || count == 0)))
            return false;
        medium = new() { Kind = words[0], Port = number, PortCount = count, Protocol = words[2], Formats = words[3..] };
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= ushort.MaxValue;

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }
}
