using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>A picture in memory of its own, which outlives the decoder's.</summary>
internal sealed class CopiedPicture : VideoFrame
{
    private readonly byte[][] _planes = new byte[3][];

    public CopiedPicture(VideoFrame source)
    {
        (Width, Height, PixelAspect) = (source.Width, source.Height, source.PixelAspect);
        (IsBt709, IsFullRange) = (source.IsBt709, source.IsFullRange);
        for (int plane = 0; plane < 3; plane++)
        {
            int width = Stride(plane);
            int height = plane == 0 ? Height : (Height + 1) / 2;
            byte[] copy = _planes[plane] = new byte[width * height];
            for (int row = 0; row < height; row++)
                source.Plane(plane).Slice(row * source.Stride(plane), width).CopyTo(copy.AsSpan(row * width));
        }
    }

    public override int Width { get; }

    public override int Height { get; }

    public override (int Width, int Height) PixelAspect { get; }

    public override bool IsBt709 { get; }

    public override bool IsFullRange { get; }

    public override int Stride(int plane) => plane == 0 ? Width : (Width + 1) / 2;

    public override ReadOnlySpan<byte> Plane(int plane) => _planes[plane];

    protected override void Dispose(bool isDisposing)
    {
    }
}
