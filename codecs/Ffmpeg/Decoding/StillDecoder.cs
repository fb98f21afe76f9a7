using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes pictures that stand by themselves: slides, covers, thumbnails; JPEG and PNG files in memory.</summary>
public static class StillDecoder
{
    private static readonly CodedFormat Still = new(Codec.Jpeg, [], 0, 0);

    /// <summary>False, and why, for what is no picture, is broken, or where the libraries are missing.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> file, [NotNullWhen(true)] out VideoFrame? picture, out string trouble)
    {
        picture = null;
        if (!FfmpegLibraries.TryLoad(out trouble))
            return false;
        string? name = file switch
        {
            [0xff, 0xd8, ..] => "mjpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
            _ => null,
        };
        trouble = "neither a JPEG nor a PNG file";
        if (name is null || !CodecSession.TryOpen([name], Still, 1, null, out CodecSession? session, out trouble))
            return false;
        using (session)
        {
            FrameHandle frame = new();
            int answer = session.Send(file, 0);
            if (answer >= 0)
                _ = session.SendEnd();
            if (answer >= 0)
                answer = session.Receive(frame);
            if (answer < 0)
            {
                trouble = $"a broken {name} file: {AvUtil.Describe(answer)}";
                frame.Dispose();
                return false;
            }

            using PictureConverter converter = new();
            return converter.TryConvert(frame, out picture);
        }
    }
}
