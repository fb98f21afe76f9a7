namespace Streaming.Lab.Records;

/// <summary>A contract, from when it was in force.</summary>
/// <param name="Reason">Why it took the place of the one before, by the server's word; empty: it was the first.</param>
public sealed record ContractRecord(
    double FromS, int Generation, string Rendition, string Class, long RateBps, long DepthBytes, string Reason);
