namespace Streaming.Formats.Media;

/// <summary>What a track asks of a network, computed once from every packet it makes: the index carries it.</summary>
/// <remarks>Sizes are those of IP datagrams: RTP, UDP and the larger IP header, that of version 6, are counted.</remarks>
public sealed record TrackTraffic
{
    /// <summary>The corners of the exact curve of bucket depth over rate, by rising rate, from the mean rate on.</summary>
    public required IReadOnlyList<EnvelopePoint> Envelope { get; init; }

    /// <summary>By rising buffer; none for streams that speak now and then (text, slides).</summary>
    public required IReadOnlyList<SendingPlan> Plans { get; init; }

    /// <summary>The rate that sends every sample within its own duration.</summary>
    public required BitRate PeakRate { get; init; }

    public required ByteCount SmallestPacket { get; init; }

    public required ByteCount LargestPacket { get; init; }
}
