using System.Globalization;
using System.Text;

namespace Streaming.Server.Sessions;

/// <summary>Undoes the percent-encoding of URIs. RFC 3986 §2.1.</summary>
/// <remarks>Stricter than the framework's, which passes broken sequences through: what cannot be read for certain is refused.</remarks>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: false);

    /// <summary>The decoded text; null for an incomplete sequence, bytes that are not UTF-8, or control characters (NUL among
    /// them).</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Strict.GetMaxByteCount(text.Length)];
        int count = 0;
        while (!text.IsEmpty)
        {
            if (text[0] != '%')
            {
                int run = text.IndexOf('%');
                ReadOnlySpan<char> plain = run < 0 ? text : text[..run];
                count += Strict.GetBytes(plain, bytes.AsSpan(count));
                text = text[plain.Length..];
            }
            else if (text.Length >= 3
                && byte.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes[count++] = value;
                text = text[3..];
            }
            else
            {
                return null;
            }
        }

        // A replacement character is what a broken sequence decodes to; no title's id holds one.
        string decoded = Strict.GetString(bytes, 0, count);
        return decoded.AsSpan().ContainsAnyInRange('\0', '\x1f') || decoded.Contains('\ufffd', StringComparison.Ordinal) ? null : decoded;
    }
}
