#pragma warning disable CA1822 // The shape; the bodies come next.
using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes one sound stream to stereo in floats at a rate of choice; more channels are mixed down.</summary>
/// <remarks>Used by one thread at a time. <see cref="Accept"/> one access unit, then <see cref="TryTake"/> until there is nothing
/// more. What is broken is counted and leaves a gap; nothing in a stream makes the decoder throw or end.</remarks>
public sealed class AudioDecoder : IDisposable
{
    /// <summary>A decoder for what a session description names; false, and why, where the coding or the libraries are missing.</summary>
    /// <param name="rate">Hertz of what comes out.</param>
    public static bool TryCreate(
        PayloadDescription description, int rate, [NotNullWhen(true)] out AudioDecoder? decoder, out string trouble)
    {
        decoder = null;
        trouble = $"{description.EncodingName} is no sound coding that can be decoded";
        return CodedFormat.TryRead(description, out CodedFormat? format) && TryCreate(format, rate, out decoder, out trouble);
    }

    /// <inheritdoc cref="TryCreate(PayloadDescription, int, out AudioDecoder?, out string)"/>
    public static bool TryCreate(CodedFormat format, int rate, [NotNullWhen(true)] out AudioDecoder? decoder, out string trouble)
    {
        decoder = null;
        return FfmpegLibraries.TryLoad(out trouble);
    }

    public DecoderCounters Counters => default;

    /// <summary>Hertz of what comes out.</summary>
    public int Rate => 48_000;

    /// <summary>Takes the next access unit: one coded frame, in its stored form.</summary>
    /// <param name="position">When its first sample is heard.</param>
    public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position)
    {
    }

    /// <summary>The next piece of sound.</summary>
    public bool TryTake(out DecodedSound sound)
    {
        sound = default;
        return false;
    }

    /// <summary>Nothing more comes: the end that resampling holds back can be taken. Go on with <see cref="Flush"/>.</summary>
    public void Drain()
    {
    }

    /// <summary>Forgets everything, as after a seek.</summary>
    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
