using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Decodes pictures: <see cref="VideoDecoder"/>, whose members these are, or what stands in for it.</summary>
internal interface IPictureDecoder : IDisposable
{
    string Name { get; }

    DecoderCounters Counters { get; }

    void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool isDamaged);

    bool TryTake(out DecodedPicture picture);

    bool TryPreview(ReadOnlySpan<byte> accessUnit, MediaTime position, out DecodedPicture picture);

    void Drain();

    void Flush();
}
