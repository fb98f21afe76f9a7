namespace Streaming.Primitives.Units;

/// <summary>Bit rates as people write them: <c>20Mb/s</c>, <c>2500k</c>, <c>64kb/s</c>, <c>1Gbps</c>.</summary>
public static class RateText
{
    public static bool TryParse(ReadOnlySpan<char> text, out BitRate rate)
    {
        bool good = NumberText.TryParseScaled(text, ["", "b/s", "bit/s", "bps"], out long bits);
        rate = new(bits);
        return good;
    }

    public static string Format(BitRate rate) => NumberText.FormatScaled(rate.BitsPerSecond, "b/s");
}
