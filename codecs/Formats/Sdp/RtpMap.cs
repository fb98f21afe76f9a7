using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Streaming.Formats.Sdp;

/// <summary>What a payload type stands for. RFC 8866 §6.6.</summary>
/// <param name="PayloadType">0 … 127.</param>
/// <param name="EncodingName">Compared without case.</param>
/// <param name="Channels">1 where not said.</param>
public sealed record RtpMap(byte PayloadType, string EncodingName, ClockRate Clock, int Channels = 1)
{
    /// <summary>Higher than any clock in use by a factor of ten (27 MHz).</summary>
    private const int MostHertz = 270_000_000;

    /// <summary>From <c>97 mpeg4-generic/48000/2</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RtpMap? map)
    {
        map = null;
        ReadOnlySpan<char> trimmed = text.Trim();
        int blank = trimmed.IndexOf(' ');
        if (blank < 0 || !TryNumber(trimmed[..blank], 127, out int type))
            return false;
        ReadOnlySpan<char> encoding = trimmed[(blank + 1)..].TrimStart();
        Span<Range> parts = stackalloc Range[4];
        int count = encoding.Split(parts, '/');
        if (count is < 2 or > 3 || encoding[parts[0]].IsEmpty || !TryNumber(encoding[parts[1]], MostHertz, out int hertz) || hertz == 0)
            return false;

        // Parameters that are no channel count (some devices write bits per sample) are read over.
        int channels = count == 3 && TryNumber(encoding[parts[2]], byte.MaxValue, out int number) && number > 0 ? number : 1;
        map = new((byte)type, new(encoding[parts[0]]), new(hertz), channels);
        return true;
    }

    /// <summary>What a type means without an rtpmap line; null for types that need one. RFC 3551 §6, tables 4 and 5.</summary>
    public static RtpMap? Static(byte payloadType) => payloadType switch
    {
        0 => new(0, "PCMU", new(8_000)),
        3 => new(3, "GSM", new(8_000)),
        8 => new(8, "PCMA", new(8_000)),
        9 => new(9, "G722", new(8_000)),
        10 => new(10, "L16", new(44_100), 2),
        11 => new(11, "L16", new(44_100)),
        14 => new(14, "MPA", new(90_000)),
        26 => new(26, "JPEG", new(90_000)),
        31 => new(31, "H261", new(90_000)),
        32 => new(32, "MPV", new(90_000)),
        33 => new(33, "MP2T", new(90_000)),
        34 => new(34, "H263", new(90_000)),
        _ => null,
    };

    public override string ToString() => $"{PayloadType} {EncodingName}/{Clock.Hertz}{(Channels > 1 ? $"/{Channels}" : "")}";

    private static bool TryNumber(ReadOnlySpan<char> text, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}
