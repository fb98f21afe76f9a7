namespace Streaming.Formats.Rtp;

/// <summary>An RTP timestamp: wraps (at 90 kHz every 13.26 h), so it has a distance and no order. RFC 3550 §5.1.</summary>
public readonly record struct RtpTimestamp(uint Value)
{
    public static RtpTimestamp operator +(RtpTimestamp start, long units) => new(unchecked((uint)(start.Value + units)));

    /// <summary>Serial distance from <paramref name="earlier"/> in clock units; never subtract as floating point.</summary>
    public int Since(RtpTimestamp earlier) => unchecked((int)(Value - earlier.Value));

    public override string ToString() => $"{Value}";
}
