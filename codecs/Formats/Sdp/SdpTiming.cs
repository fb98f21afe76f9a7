using System.Globalization;

namespace Streaming.Formats.Sdp;

/// <summary>A timing line: when the session is there, in NTP seconds; zero is open. RFC 8866 §5.9.</summary>
public readonly record struct SdpTiming(ulong Start, ulong Stop)
{
    public static bool TryParse(ReadOnlySpan<char> text, out SdpTiming timing)
    {
        timing = default;
        Span<Range> words = stackalloc Range[3];
        if (text.Split(words, ' ', StringSplitOptions.RemoveEmptyEntries) != 2)
            return false;
        bool isRight = ulong.TryParse(text[words[0]], NumberStyles.None, CultureInfo.InvariantCulture, out ulong start)
            & ulong.TryParse(text[words[1]], NumberStyles.None, CultureInfo.InvariantCulture, out ulong stop);
        timing = isRight ? new(start, stop) : default;
        return isRight;
    }

    public override string ToString() => $"{Start} {Stop}";
}
