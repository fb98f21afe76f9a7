using System.Globalization;

namespace Streaming.Primitives.Units;

/// <summary>Shares as people write them: <c>0.1%</c>, <c>100%</c>. A billionth is <c>0.0000001%</c>.</summary>
public static class RatioText
{
    private const decimal OnePercent = 10_000_000;

    /// <summary>Up to the whole, and no finer than a billionth.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ratio ratio)
    {
        ratio = Ratio.Zero;
        text = text.Trim();
        if (!NumberText.TryTake(ref text, out decimal percent) || text is not "%" || percent > 100)
            return false;
        decimal billionths = percent * OnePercent;
        ratio = new((long)billionths);
        return ratio.Billionths == billionths;
    }

    public static string Format(Ratio ratio) =>
        string.Create(CultureInfo.InvariantCulture, $"{ratio.Billionths / OnePercent:0.#######}%");
}
