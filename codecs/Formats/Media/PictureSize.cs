namespace Streaming.Formats.Media;

/// <summary>Width and height of a coded picture, in luma samples, as it is shown.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    public override string ToString() => $"{Width}×{Height}";
}
