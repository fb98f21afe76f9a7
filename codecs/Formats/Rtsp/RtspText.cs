using System.Buffers;
using System.Globalization;
using System.Text;

namespace Streaming.Formats.Rtsp;

/// <summary>What requests and responses share: the way they are written, and numbers in headers.</summary>
/// <remarks>Text is UTF-8, of which RFC 2326 §4 makes ISO 10646 the character set; in practice only URIs and reasons leave ASCII.</remarks>
internal static class RtspText
{
    /// <summary>Digits only, blanks around them allowed.</summary>
    public static int? ToInt32(ReadOnlySpan<char> text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    public static void Write(IBufferWriter<byte> output, string startLine, RtspHeaders headers, byte[] body)
    {
        Line(output, startLine);
        foreach ((string name, string value) in headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                Line(output, $"{name}: {value}");
        }

        if (body.Length > 0)
            Line(output, $"Content-Length: {body.Length}");
        Line(output, "");
        output.Write(body);
    }

    private static void Line(IBufferWriter<byte> output, string text)
    {
        Invariant.That(RtspHeaders.IsValue(text), "a line holds no control characters");
        Encoding.UTF8.GetBytes(text, output);
        output.Write("\r\n"u8);
    }
}
