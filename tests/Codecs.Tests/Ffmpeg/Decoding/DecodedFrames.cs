using System.Security.Cryptography;
using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

/// <summary>A picture that came out of a decoder, as its sum over the visible pixels: what ffmpeg's framemd5 prints.</summary>
internal sealed record DecodedFrame(string Sum, MediaTime Position, bool IsDamaged, int Width, int Height);

/// <summary>Short ways through a decoder.</summary>
internal static class DecodedFrames
{
    public static readonly VideoDecoderOptions Software = new(Threads: 2, UseHardware: false);

    public static VideoDecoder Open(Track track) => Open(CodedFormat.Of(track));

    public static VideoDecoder Open(CodedFormat format)
    {
        Assert.True(VideoDecoder.TryCreate(format, Software, out VideoDecoder? decoder, out string trouble), trouble);
        return decoder;
    }

    /// <summary>The samples of a track in decoding order.</summary>
    public static IReadOnlyList<(byte[] Bytes, MediaTime Position)> Units(StoredTitle title, TrackIndex track) =>
        [.. Enumerable.Range(0, track.Samples.Length).Select(i => (title.Sample(track, i), track.PresentationTime(i)))];

    /// <summary>All pictures of all units, to the end.</summary>
    public static List<DecodedFrame> Decode(VideoDecoder decoder, IEnumerable<(byte[] Bytes, MediaTime Position)> units)
    {
        List<DecodedFrame> frames = [];
        foreach ((byte[] bytes, MediaTime position) in units)
        {
            decoder.Accept(bytes, position);
            Take(decoder, frames);
        }

        decoder.Drain();
        Take(decoder, frames);
        return frames;
    }

    public static void Take(VideoDecoder decoder, List<DecodedFrame> frames)
    {
        while (decoder.TryTake(out DecodedPicture picture))
            frames.Add(Finish(picture));
    }

    public static DecodedFrame Finish(DecodedPicture picture)
    {
        using VideoFrame frame = picture.Frame;
        return new(Sum(frame), picture.Position, picture.IsDamaged, frame.Width, frame.Height);
    }

#pragma warning disable CA5351 // MD5 is what framemd5 prints.
    public static string Sum(VideoFrame frame) => Convert.ToHexStringLower(MD5.HashData(Pixels(frame)));
#pragma warning restore CA5351

    /// <summary>The planes without what lies between their lines.</summary>
    public static byte[] Pixels(VideoFrame frame)
    {
        int width = frame.Width, height = frame.Height, halfWidth = (width + 1) / 2, halfHeight = (height + 1) / 2;
        byte[] pixels = new byte[(width * height) + (2 * halfWidth * halfHeight)];
        int at = 0;
        for (int plane = 0; plane < 3; plane++)
        {
            for (int line = 0; line < (plane == 0 ? height : halfHeight); line++)
            {
                int length = plane == 0 ? width : halfWidth;
                frame.Plane(plane).Slice(line * frame.Stride(plane), length).CopyTo(pixels.AsSpan(at));
                at += length;
            }
        }

        return pixels;
    }
}
