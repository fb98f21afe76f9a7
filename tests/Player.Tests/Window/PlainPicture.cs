using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Tests.Window;

/// <summary>A picture made of a rule, for its luma; its chroma is even.</summary>
internal sealed class PlainPicture(int width, int height, Func<int, int, byte> luma, byte u = 128, byte v = 128) : VideoFrame
{
    private readonly byte[] _luma = [.. Enumerable.Range(0, width * height).Select(each => luma(each % width, each / width))];
    private readonly byte[] _u = [.. Enumerable.Repeat(u, (width + 1) / 2 * ((height + 1) / 2))];
    private readonly byte[] _v = [.. Enumerable.Repeat(v, (width + 1) / 2 * ((height + 1) / 2))];

    public bool Is709 { get; init; }

    public bool IsFull { get; init; }

    public (int Width, int Height) Pixel { get; init; } = (1, 1);

    public override int Width => width;

    public override int Height => height;

    public override (int Width, int Height) PixelAspect => Pixel;

    public override bool IsBt709 => Is709;

    public override bool IsFullRange => IsFull;

    public override int Stride(int plane) => plane == 0 ? width : (width + 1) / 2;

    public override ReadOnlySpan<byte> Plane(int plane) => plane == 0 ? _luma : plane == 1 ? _u : _v;

    /// <summary>White in the upper left quarter, black elsewhere.</summary>
    public static PlainPicture Corner(int width, int height) =>
        new(width, height, (x, y) => (byte)(x < width / 2 && y < height / 2 ? 235 : 16));

    protected override void Dispose(bool isDisposing)
    {
    }
}
