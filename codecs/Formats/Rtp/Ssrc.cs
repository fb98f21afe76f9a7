namespace Streaming.Formats.Rtp;

/// <summary>A synchronisation source: the identity of one RTP stream. RFC 3550 §3.</summary>
public readonly record struct Ssrc(uint Value)
{
    public override string ToString() => $"{Value:x8}";
}
