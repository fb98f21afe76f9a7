namespace Streaming.Lab.Records;

/// <summary>A contract, from when it was in force.</summary>
/// <param name="Reason">Why it took the place of the one before; empty: it was the first, or the viewer's wish.</param>
public sealed record ContractRecord(
    double FromS, int Generation, string Rendition, string Class, long RateBps, long DepthBytes, string Reason);
