namespace Streaming.Testing;

/// <summary>Bytes as people write them in tests and read them in a packet analyser: <c>80 e0 00 01</c>.</summary>
public static class Hex
{
    /// <summary>Blanks, line ends and bars between the digits are for the reader.</summary>
    public static byte[] Bytes(string text) => Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));

    public static string Text(ReadOnlySpan<byte> bytes) =>
        string.Join(' ', Convert.ToHexStringLower(bytes).Chunk(2).Select(pair => new string(pair)));
}
