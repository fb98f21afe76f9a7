namespace Streaming.World.Tests.Network;

/// <summary>A packet on its way.</summary>
public sealed record InFlight(int Stream, bool IsReport, byte[] Bytes);
