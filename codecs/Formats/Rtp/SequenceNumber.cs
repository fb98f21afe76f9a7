namespace Streaming.Formats.Rtp;

/// <summary>An RTP sequence number: wraps every 65 536 packets, so it has a distance and no order. RFC 3550 §5.1.</summary>
public readonly record struct SequenceNumber(ushort Value)
{
    public static SequenceNumber operator +(SequenceNumber start, int count) => new(unchecked((ushort)(start.Value + count)));

    /// <summary>Serial distance from <paramref name="earlier"/>, −32 768 … 32 767.</summary>
    public int Since(SequenceNumber earlier) => unchecked((short)(Value - earlier.Value));

    public override string ToString() => $"{Value}";
}
