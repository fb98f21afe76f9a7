namespace Streaming.Server.Sending;

/// <summary>A change has taken effect.</summary>
/// <param name="Generation">Of the contract that is in force from now on.</param>
/// <param name="Streams">Where each of the streams changed that were to.</param>
public sealed record ChangePoint(int Generation, IReadOnlyList<StreamChangePoint> Streams);
