namespace Streaming.Qos.FlowSpecs;

/// <summary>Which parity protects one stream of a session. As text <c>1:10x5</c>.</summary>
/// <param name="Track">The number of the track that was set up, 0 or more: which stream is meant, whatever rendition it sends.</param>
/// <param name="Layout">One with parity; a stream without any is not named.</param>
public readonly record struct StreamProtection(int Track, ParityLayout Layout)
{
    public override string ToString() => FormattableString.Invariant($"{Track}:{Layout}");
}
