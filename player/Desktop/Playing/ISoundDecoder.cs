using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Decodes sound: <see cref="AudioDecoder"/>, whose members these are, or what stands in for it.</summary>
internal interface ISoundDecoder : IDisposable
{
    DecoderCounters Counters { get; }

    void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool followsLoss);

    bool TryTake(out DecodedSound sound);

    void Drain();

    void Flush();
}
