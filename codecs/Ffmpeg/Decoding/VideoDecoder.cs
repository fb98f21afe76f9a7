#pragma warning disable CA1822 // The shape; the bodies come next.
using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes one picture stream: access units in, pictures out in the order in which they are shown.</summary>
/// <remarks>
/// Used by one thread at a time. <see cref="Accept"/> one access unit, then <see cref="TryTake"/> until there is nothing more. What is
/// broken costs pictures and is counted; nothing in a stream makes the decoder throw or end, and the next key picture decodes whole.
/// </remarks>
public sealed class VideoDecoder : IDisposable
{
    /// <summary>A decoder for what a session description names; false, and why, where the coding or the libraries are missing.</summary>
    public static bool TryCreate(
        PayloadDescription description, VideoDecoderOptions options, [NotNullWhen(true)] out VideoDecoder? decoder, out string trouble)
    {
        decoder = null;
        trouble = $"{description.EncodingName} is no picture coding that can be decoded";
        return CodedFormat.TryRead(description, out CodedFormat? format) && TryCreate(format, options, out decoder, out trouble);
    }

    /// <inheritdoc cref="TryCreate(PayloadDescription, VideoDecoderOptions, out VideoDecoder?, out string)"/>
    public static bool TryCreate(
        CodedFormat format, VideoDecoderOptions options, [NotNullWhen(true)] out VideoDecoder? decoder, out string trouble)
    {
        decoder = null;
        return FfmpegLibraries.TryLoad(out trouble);
    }

    /// <summary>Whether hardware decodes at present.</summary>
    public bool IsHardware => false;

    /// <summary>The decoder in the library's words, with the kind of device where there is one: "h264", "h264 (vaapi)".</summary>
    public string Name => "";

    public DecoderCounters Counters => default;

    /// <summary>Takes the next access unit in decoding order, in its stored form (see <see cref="IDepacketizer"/>).</summary>
    /// <param name="position">Comes back with the picture.</param>
    /// <param name="isDamaged">Packets of it were lost: what comes of it is marked as damaged.</param>
    public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool isDamaged = false)
    {
    }

    /// <summary>The next finished picture.</summary>
    public bool TryTake(out DecodedPicture picture)
    {
        picture = default;
        return false;
    }

    /// <summary>Nothing more comes: what is held back for the sake of order can be taken. Go on with <see cref="Flush"/>.</summary>
    public void Drain()
    {
    }

    /// <summary>Forgets everything, as after a seek: the next access unit should be a key picture.</summary>
    public void Flush()
    {
    }

    /// <summary>
    /// Decodes one key picture by itself and at once, then forgets it, so that decoding begins with the same access unit again. For the
    /// beginning of a play: what was held before is lost, as by <see cref="Flush"/>.
    /// </summary>
    /// <returns>False where it gives no picture.</returns>
    public bool TryPreview(ReadOnlySpan<byte> accessUnit, MediaTime position, out DecodedPicture picture)
    {
        picture = default;
        return false;
    }

    public void Dispose()
    {
    }
}
