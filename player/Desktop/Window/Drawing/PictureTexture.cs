using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>A decoded picture in the renderer's memory.</summary>
internal sealed unsafe class PictureTexture(SdlRendererHandle renderer) : IDisposable
{
    private const uint PlanesOfYuv = 0x56555949; // "IYUV"
    private const int Streaming = 1;

    // SDL_YUV_CONVERSION_MODE: SDL knows the full range for BT.601 only.
    private const int FullRangeBt601 = 0;
    private const int Bt601 = 1;
    private const int Bt709 = 2;

    // From 0…255 to 16…235, and to 16…240 around 128.
    private static readonly byte[] NarrowLuma = [.. Enumerable.Range(0, 256).Select(each => (byte)Math.Round(16 + (each * 219 / 255.0)))];
    private static readonly byte[] NarrowChroma =
        [.. Enumerable.Range(0, 256).Select(each => (byte)Math.Round(128 + ((each - 128) * 224 / 255.0)))];

    private SdlTextureHandle? _texture;
    private int _width;
    private int _height;
    private int _mode;
    private byte[] _narrowed = [];

    /// <summary>Null before the first picture.</summary>
    public PictureShape? Shape { get; private set; }

    /// <summary>Copies a picture in.</summary>
    /// <exception cref="SdlException">The renderer cannot hold a picture of that size.</exception>
    public void Update(VideoFrame frame)
    {
        int mode = frame.IsBt709 ? Bt709 : frame.IsFullRange ? FullRangeBt601 : Bt601;
        if (_texture is null || _width != frame.Width || _height != frame.Height || _mode != mode)
            Make(frame.Width, frame.Height, mode);
        SdlRenderNative.SetYuvConversionMode(mode);
        if (frame.IsBt709 && frame.IsFullRange)
            UploadNarrowed(frame);
        else
            Upload(frame.Plane(0), frame.Stride(0), frame.Plane(1), frame.Stride(1), frame.Plane(2), frame.Stride(2));
        Shape = PictureShape.Of(frame);
    }

    /// <summary>Nothing is to be shown any more.</summary>
    public void Clear()
    {
        Shape = null;
        _texture?.Dispose();
        _texture = null;
    }

    /// <param name="rotation">Clockwise; the box is that of the turned picture.</param>
    public void Draw(Box box, int rotation)
    {
        if (_texture is null)
            return;
        SdlRenderNative.SetYuvConversionMode(_mode);
        if (rotation == 0)
        {
            SdlRenderNative.RenderCopy(renderer, _texture, null, new(box.X, box.Y, box.Width, box.Height));
            return;
        }

        // SDL turns a rectangle around its middle: on its side, it is as wide as the box is high.
        bool isOnItsSide = rotation is 90 or 270;
        float width = isOnItsSide ? box.Height : box.Width;
        float height = isOnItsSide ? box.Width : box.Height;
        SdlRect upright = new(box.CentreX - (width / 2), box.CentreY - (height / 2), width, height);
        SdlRenderNative.RenderCopyTurned(renderer, _texture, null, in upright, rotation, 0, 0);
    }

    public void Dispose() => _texture?.Dispose();

    private void Make(int width, int height, int mode)
    {
        _texture?.Dispose();
        SdlRenderNative.SetYuvConversionMode(mode);
        _texture = SdlTextureHandle.Own(SdlRenderNative.CreateTexture(renderer, PlanesOfYuv, Streaming, width, height));
        const int Smooth = 1;
        SdlRenderNative.SetTextureScaleMode(_texture, Smooth);
        (_width, _height, _mode) = (width, height, mode);
    }

    private void Upload(ReadOnlySpan<byte> y, int yStride, ReadOnlySpan<byte> u, int uStride, ReadOnlySpan<byte> v, int vStride)
    {
        // SDL reads whole lines; a plane that is shorter than it says would be read beyond its end.
        int halfWidth = (_width + 1) / 2;
        int halfHeight = (_height + 1) / 2;
        Invariant.That(y.Length >= (yStride * (_height - 1)) + _width, "the luma plane is whole");
        Invariant.That(u.Length >= (uStride * (halfHeight - 1)) + halfWidth, "the first chroma plane is whole");
        Invariant.That(v.Length >= (vStride * (halfHeight - 1)) + halfWidth, "the second chroma plane is whole");
        fixed (byte* yAt = y, uAt = u, vAt = v)
        {
            if (SdlRenderNative.UpdateYuvTexture(_texture!, 0, yAt, yStride, uAt, uStride, vAt, vStride) != 0)
                throw new SdlException(SdlNative.Error);
        }
    }

    private void UploadNarrowed(VideoFrame frame)
    {
        int halfWidth = (_width + 1) / 2;
        int halfHeight = (_height + 1) / 2;
        int luma = _width * _height;
        int chroma = halfWidth * halfHeight;
        if (_narrowed.Length != luma + (2 * chroma))
            _narrowed = new byte[luma + (2 * chroma)];
        Narrow(frame.Plane(0), frame.Stride(0), _width, _height, NarrowLuma, _narrowed.AsSpan(0, luma));
        Narrow(frame.Plane(1), frame.Stride(1), halfWidth, halfHeight, NarrowChroma, _narrowed.AsSpan(luma, chroma));
        Narrow(frame.Plane(2), frame.Stride(2), halfWidth, halfHeight, NarrowChroma, _narrowed.AsSpan(luma + chroma, chroma));
        Upload(_narrowed.AsSpan(0, luma), _width, _narrowed.AsSpan(luma, chroma), halfWidth, _narrowed.AsSpan(luma + chroma, chroma),
            halfWidth);
    }

    private static void Narrow(ReadOnlySpan<byte> plane, int stride, int width, int height, byte[] table, Span<byte> into)
    {
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<byte> line = plane.Slice(row * stride, width);
            Span<byte> target = into.Slice(row * width, width);
            for (int i = 0; i < line.Length; i++)
                target[i] = table[line[i]];
        }
    }
}
