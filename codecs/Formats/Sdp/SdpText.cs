namespace Streaming.Formats.Sdp;

/// <summary>What reader and writer of descriptions agree on.</summary>
internal static class SdpText
{
    /// <summary>Control characters become blanks: a film's title must not end a line and begin another.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal))
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = source[i] is < ' ' or '\x7f' ? ' ' : source[i];
        });
    }
}
