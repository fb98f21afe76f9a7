namespace Streaming.Ffmpeg.Decoding;

/// <summary>A decoded picture in planes of 8 bits, 4:2:0 (I420): full size, and two of half size.</summary>
/// <remarks>The planes lie in memory of the decoder's library, which is given back by <see cref="Dispose()"/>; nothing is copied.</remarks>
public abstract class VideoFrame : IDisposable
{
    public abstract int Width { get; }

    public abstract int Height { get; }

    /// <summary>Width to height of one pixel, as 1:1 or 64:45; 0:1 is read as 1:1.</summary>
    public abstract (int Width, int Height) PixelAspect { get; }

    /// <summary>As the film's own colour description says: BT.709 rather than BT.601, and 0…255 rather than 16…235.</summary>
    public abstract bool IsBt709 { get; }

    public abstract bool IsFullRange { get; }

    /// <summary>Bytes from one line of a plane to the next.</summary>
    /// <param name="plane">0 for Y, 1 for U, 2 for V.</param>
    public abstract int Stride(int plane);

    /// <summary>A plane from its first pixel to the last one of its last line; valid until <see cref="Dispose()"/>.</summary>
    public abstract ReadOnlySpan<byte> Plane(int plane);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool isDisposing);
}
