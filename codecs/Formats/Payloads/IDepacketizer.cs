namespace Streaming.Formats.Payloads;

/// <summary>Puts samples of one coding together again from payloads in sequence order.</summary>
/// <remarks>
/// Malformed payloads never throw: they are counted in <see cref="Malformed"/> and cost the samples they touch. After a gap the caller
/// says <see cref="Lost"/>; what was begun is given up or handed on as incomplete. Samples come out in their stored form, so that
/// they equal the film byte for byte: H.264 and H.265 as Annex B with a four-byte start code before every NAL unit, AV1 as OBUs with
/// size fields and without temporal delimiters, JPEG and timed text as the importer stores them.
/// </remarks>
public interface IDepacketizer
{
    /// <summary>Payloads refused so far.</summary>
    int Malformed { get; }

    /// <summary>Takes the payload of the next packet. <paramref name="time"/> is its timestamp, unwrapped, in clock units.</summary>
    void Accept(ReadOnlySpan<byte> payload, long time, bool marker);

    /// <summary>Packets are missing before the next one.</summary>
    void Lost();

    /// <summary>Nothing more comes: whatever waits for its end is finished.</summary>
    void End();

    /// <summary>The next finished sample; its bytes are valid until the next call of any other method.</summary>
    bool TryTake(out ReceivedSample sample);
}
