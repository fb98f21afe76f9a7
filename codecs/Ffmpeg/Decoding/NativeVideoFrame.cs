using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>A picture whose planes are those of a frame of the library.</summary>
internal sealed unsafe class NativeVideoFrame : VideoFrame
{
    private readonly FrameHandle _frame;
    private readonly FrameFields _fields;

    /// <summary>Takes the frame over: I420, strides not negative.</summary>
    public NativeVideoFrame(FrameHandle frame, bool isBt709, bool isFullRange)
    {
        _frame = frame;
        _fields = frame.Fields;
        Width = _fields.Width;
        Height = _fields.Height;
        (int width, int height) = _fields.PixelAspect;
        PixelAspect = width > 0 && height > 0 ? (width, height) : (1, 1);
        IsBt709 = isBt709;
        IsFullRange = isFullRange;
    }

    public override int Width { get; }

    public override int Height { get; }

    public override (int Width, int Height) PixelAspect { get; }

    public override bool IsBt709 { get; }

    public override bool IsFullRange { get; }

    public override int Stride(int plane)
    {
        Check(plane);
        return _fields.Strides[plane];
    }

    public override ReadOnlySpan<byte> Plane(int plane)
    {
        Check(plane);
        int width = plane == 0 ? Width : (Width + 1) / 2;
        int height = plane == 0 ? Height : (Height + 1) / 2;

        // Where a picture is cropped, the memory ends with its last pixel, not with its last stride.
        return new(_fields.Planes[plane], (_fields.Strides[plane] * (height - 1)) + width);
    }

    protected override void Dispose(bool isDisposing)
    {
        // The handle has a finalizer of its own.
        if (isDisposing)
            _frame.Dispose();
    }

    private void Check(int plane)
    {
        ObjectDisposedException.ThrowIf(_frame.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plane, 2);
    }
}
