using System.Globalization;

namespace Streaming.Qos.FlowSpecs;

/// <summary>What protects the streams of a session as text: <c>1:10x5,2:5x5+rows</c>, or <c>none</c>.</summary>
internal static class ProtectionText
{
    public const string Kind = "none, or for each track its number, a colon and a layout such as 10x5, 10x0 or 10x5+rows";

    /// <summary>Reads a list of any length; whether it is a good one is <see cref="FlowSpecRules"/>' to say.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IReadOnlyList<StreamProtection> list)
    {
        List<StreamProtection> read = [];
        list = read;
        if (text is "none")
            return true;
        foreach (Range range in text.Split(','))
        {
            if (!TryParse(text[range].Trim(), out StreamProtection one))
                return false;
            read.Add(one);
        }

        return true;
    }

    /// <summary>Null where there is nothing to say.</summary>
    public static string? Format(IReadOnlyList<StreamProtection> list) => list.Count > 0 ? string.Join(',', list) : null;

    private static bool TryParse(ReadOnlySpan<char> text, out StreamProtection one)
    {
        one = default;
        int colon = text.IndexOf(':');
        if (colon < 0
            || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int track)
            || !ParityLayout.TryParse(text[(colon + 1)..], out ParityLayout layout)
            || layout.IsNone)
            return false;
        one = new(track, layout);
        return true;
    }
}
