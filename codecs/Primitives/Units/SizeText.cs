namespace Streaming.Primitives.Units;

/// <summary>
/// Sizes as people write them: <c>50M</c>, <c>64k</c>, <c>1400</c>, <c>2GB</c>. k is 1 000, as everywhere in this project.
/// </summary>
public static class SizeText
{
    public static bool TryParse(ReadOnlySpan<char> text, out ByteCount size)
    {
        bool good = NumberText.TryParseScaled(text, ["", "B"], out long bytes);
        size = new(bytes);
        return good;
    }

    public static string Format(ByteCount size) => NumberText.FormatScaled(size.Bytes, "");
}
