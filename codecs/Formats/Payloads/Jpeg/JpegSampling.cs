// RFC 2435 §4.1: RTP payload format for JPEG-compressed video.
namespace Streaming.Formats.Payloads.Jpeg;

/// <summary>The two ways of sampling colour that the format can carry; the values are its types.</summary>
public enum JpegSampling
{
    /// <summary>4:2:2: two luma samples side by side share one of each chroma.</summary>
    Yuv422 = 0,

    /// <summary>4:2:0: a square of four luma samples shares one of each chroma.</summary>
    Yuv420 = 1,
}
