namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Bandwidth header: what the client believes it can receive. RFC 2326 §12.6.</summary>
public readonly record struct BandwidthHeader(BitRate Rate)
{
    /// <summary>A petabit per second: adding a few of these together overflows nothing.</summary>
    private const long Most = 1_000_000_000_000_000;

    public static bool TryParse(ReadOnlySpan<char> text, out BandwidthHeader header, out ParseError error)
    {
        bool isNumber = HeaderText.TryNumber(text.Trim(), Most, out long value);
        header = isNumber ? new(new(value)) : default;
        error = isNumber ? ParseError.None : new(ParseFault.Invalid, 0, "bandwidth");
        return isNumber;
    }

    public override string ToString() => $"{Rate.BitsPerSecond}";
}
