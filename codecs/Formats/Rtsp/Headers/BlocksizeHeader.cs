namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Blocksize header: the largest packet the client wants, without the headers of IP, UDP and RTP. RFC 2326 §12.7.</summary>
/// <param name="Bytes">0 … 2³¹ − 1; what is too small to be of use is for the server to say.</param>
public readonly record struct BlocksizeHeader(int Bytes)
{
    public static bool TryParse(ReadOnlySpan<char> text, out BlocksizeHeader header, out ParseError error)
    {
        bool isNumber = HeaderText.TryNumber(text.Trim(), int.MaxValue, out long value);
        header = isNumber ? new((int)value) : default;
        error = isNumber ? ParseError.None : new(ParseFault.Invalid, 0, "blocksize");
        return isNumber;
    }

    public override string ToString() => $"{Bytes}";
}
