using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Sdp;

/// <summary>The origin line: who made this description, and which version it is. RFC 8866 §5.2.</summary>
/// <remarks>Id and version are numbers by the standard and text here: devices write more digits than any integer holds.</remarks>
public sealed record SdpOrigin(string SessionId, string Version, string Address, bool IsIPv6 = false, string User = "-")
{
    /// <summary>From <c>- 1 1 IN IP4 127.0.0.1</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdpOrigin? origin)
    {
        origin = null;
        Span<Range> words = stackalloc Range[7];
        if (text.Split(words, ' ', StringSplitOptions.RemoveEmptyEntries) != 6)
            return false;
        bool isIPv6 = text[words[4]] is "IP6";
        origin = new(new(text[words[1]]), new(text[words[2]]), new(text[words[5]]), isIPv6, new(text[words[0]]));
        return true;
    }

    public override string ToString() => $"{User} {SessionId} {Version} IN {(IsIPv6 ? "IP6" : "IP4")} {Address}";
}
