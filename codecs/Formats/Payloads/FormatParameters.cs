namespace Streaming.Formats.Payloads;

/// <summary>
/// Reads the <c>name=value; name=value</c> list of an <c>a=fmtp</c> line: names without regard to case, blanks around anything.
/// </summary>
internal readonly ref struct FormatParameters(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>The value of the first parameter so named; false where there is none.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        foreach (Range range in _text.Split(';'))
        {
            ReadOnlySpan<char> parameter = _text[range];
            int equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = parameter[(equals + 1)..].Trim();
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>
    /// A whole number, <paramref name="otherwise"/> where the parameter is missing; false where it is there and no number.
    /// </summary>
    public bool TryGetInt32(ReadOnlySpan<char> name, int otherwise, out int value)
    {
        value = otherwise;
        return !TryGet(name, out ReadOnlySpan<char> text) || int.TryParse(text, out value);
    }
}
