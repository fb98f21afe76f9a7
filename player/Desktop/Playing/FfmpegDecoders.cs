using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Payloads;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Decoders of FFmpeg's libraries.</summary>
internal sealed class FfmpegDecoders : IDecoders
{
    /// <summary>What the sound device takes.</summary>
    private const int Rate = 48_000;

    public bool TryOpen(PayloadDescription payload, [NotNullWhen(true)] out IPictureDecoder? decoder, out string trouble)
    {
        decoder = VideoDecoder.TryCreate(payload, new(), out VideoDecoder? made, out trouble) ? new Pictures(made) : null;
        return decoder is not null;
    }

    public bool TryOpen(PayloadDescription payload, [NotNullWhen(true)] out ISoundDecoder? decoder, out string trouble)
    {
        decoder = AudioDecoder.TryCreate(payload, Rate, out AudioDecoder? made, out trouble) ? new Sound(made) : null;
        return decoder is not null;
    }

    private sealed class Pictures(VideoDecoder decoder) : IPictureDecoder
    {
        public string Name => decoder.Name;

        public DecoderCounters Counters => decoder.Counters;

        public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool isDamaged) =>
            decoder.Accept(accessUnit, position, isDamaged);

        public bool TryTake(out DecodedPicture picture) => decoder.TryTake(out picture);

        public bool TryPreview(ReadOnlySpan<byte> accessUnit, MediaTime position, out DecodedPicture picture) =>
            decoder.TryPreview(accessUnit, position, out picture);

        public void Drain() => decoder.Drain();

        public void Flush() => decoder.Flush();

        public void Dispose() => decoder.Dispose();
    }

    private sealed class Sound(AudioDecoder decoder) : ISoundDecoder
    {
        public DecoderCounters Counters => decoder.Counters;

        public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool followsLoss) =>
            decoder.Accept(accessUnit, position, followsLoss);

        public bool TryTake(out DecodedSound sound) => decoder.TryTake(out sound);

        public void Drain() => decoder.Drain();

        public void Flush() => decoder.Flush();

        public void Dispose() => decoder.Dispose();
    }
}
