namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Scale header: how fast the film's time runs, negative for backwards. RFC 2326 §12.34.</summary>
/// <param name="Value">Within ± 1 000, to six places; never 0, which would be a pause by another name.</param>
public readonly record struct ScaleHeader(double Value)
{
    public static bool TryParse(ReadOnlySpan<char> text, out ScaleHeader header, out ParseError error)
    {
        bool isNumber = HeaderText.TryDecimal(text.Trim(), out double value) && value != 0;
        header = isNumber ? new(value) : default;
        error = isNumber ? ParseError.None : new(ParseFault.Invalid, 0, "scale");
        return isNumber;
    }

    public override string ToString() => HeaderText.Decimal(Value);
}
