using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>What of a picture decides where it goes.</summary>
/// <param name="PixelAspect">Width to height of one pixel.</param>
internal readonly record struct PictureShape(int Width, int Height, double PixelAspect = 1)
{
    public static PictureShape Of(VideoFrame frame)
    {
        (int width, int height) = frame.PixelAspect;
        return new(frame.Width, frame.Height, width > 0 && height > 0 ? (double)width / height : 1);
    }

    /// <summary>Width to height as it is looked at.</summary>
    /// <param name="rotation">Clockwise, in degrees.</param>
    public double Aspect(int rotation)
    {
        double upright = Width * PixelAspect / Math.Max(1, Height);
        return Math.Clamp(rotation is 90 or 270 ? 1 / upright : upright, 0.02, 50);
    }
}
