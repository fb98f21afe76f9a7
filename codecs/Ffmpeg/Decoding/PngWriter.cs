namespace Streaming.Ffmpeg.Decoding;

/// <summary>Screenshots: a picture as a PNG file, with square pixels and upright.</summary>
public static class PngWriter
{
    /// <param name="rotation">Clockwise degrees that show the picture upright: 0, 90, 180 or 270.</param>
    public static byte[] Write(VideoFrame picture, int rotation = 0) => [];
}
