namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Speed header: how fast data is delivered, whatever the film's time does. RFC 2326 §12.35.</summary>
/// <param name="Value">Above 0, at most 1 000, to six places.</param>
public readonly record struct SpeedHeader(double Value)
{
    public static bool TryParse(ReadOnlySpan<char> text, out SpeedHeader header, out ParseError error)
    {
        bool isNumber = HeaderText.TryDecimal(text.Trim(), out double value) && value > 0;
        header = isNumber ? new(value) : default;
        error = isNumber ? ParseError.None : new(ParseFault.Invalid, 0, "speed");
        return isNumber;
    }

    public override string ToString() => HeaderText.Decimal(Value);
}
