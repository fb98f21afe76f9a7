namespace Streaming.Formats.Media;

/// <summary>When the bytes of a track leave so that a receiver with a given buffer is never short and the rate is never higher than it
/// must be: constant between corners.</summary>
/// <remarks>Every sample leaves within [t, t + buffer], t being its decode time: a receiver that begins to decode one buffer after its
/// first packet is never late and never holds more than the buffer.</remarks>
public sealed record SendingPlan
{
    /// <summary>The receiver's buffer, which is also its delay at the start.</summary>
    public required TimeSpan Buffer { get; init; }

    /// <summary>The highest rate of any piece.</summary>
    public required BitRate Rate { get; init; }

    /// <summary>At that rate, the smallest bucket the planned packets conform to.</summary>
    public required ByteCount Depth { get; init; }

    /// <summary>The most bytes that the receiver holds.</summary>
    public required ByteCount Memory { get; init; }

    /// <summary>At least two: the first sample's start and the last one's end.</summary>
    public required IReadOnlyList<PlanVertex> Vertices { get; init; }
}
