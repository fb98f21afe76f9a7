namespace Streaming.Formats.Media;

/// <summary>What a track asks of a network, computed once from every packet it makes: the index carries it.</summary>
/// <remarks>Sizes are those of IP datagrams: RTP, UDP and the larger IP header, that of version 6, are counted.</remarks>
public sealed record TrackTraffic
{
    /// <summary>The corners of the exact curve of bucket depth over rate, by rising rate, from the mean rate on.</summary>
    public required IReadOnlyList<EnvelopePoint> Envelope { get; init; }

    /// <summary>By rising buffer; none for streams that speak now and then (text, slides).</summary>
    public required IReadOnlyList<SendingPlan> Plans { get; init; }

    /// <summary>The bytes of all packets of the samples before each, and at last of all samples: what a plan's straight stretches are
    /// divided by. Empty where there are no plans.</summary>
    public IReadOnlyList<ByteCount> BytesBefore { get; init; } = [];

    /// <summary>The rate that sends every sample within its own duration, or within a quarter of a second where that is longer.</summary>
    public required BitRate PeakRate { get; init; }

    public required ByteCount SmallestPacket { get; init; }

    public required ByteCount LargestPacket { get; init; }

    /// <summary>The depth that belongs to a rate: exact at the corners, between them never below the curve.</summary>
    /// <param name="rate">At least that of the first corner: below its mean rate no bucket is deep enough for long.</param>
    public ByteCount Depth(BitRate rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, Envelope[0].Rate);
        int right = 1;
        while (right < Envelope.Count && Envelope[right].Rate <= rate)
            right++;
        EnvelopePoint left = Envelope[right - 1];
        if (right == Envelope.Count || left.Rate == rate)
            return left.Depth;

        // Rounding the fall down rounds the depth up.
        Int128 fall = (Int128)(left.Depth - Envelope[right].Depth).Bytes * (rate - left.Rate).BitsPerSecond;
        return left.Depth - new ByteCount((long)(fall / (Envelope[right].Rate - left.Rate).BitsPerSecond));
    }
}
