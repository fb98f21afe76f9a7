namespace Streaming.Player.Receiving;

/// <summary>What is kept of a received sample so that it can be compared with the film.</summary>
/// <param name="Units">Presentation time since the position playing started at, in clock units; null where the server gave no
/// anchor.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">The first 128 bits of the SHA-256 of its bytes.</param>
/// <param name="IsComplete">False where a packet of it was lost.</param>
public readonly record struct SampleDigest(long? Units, int Size, UInt128 Hash, bool IsComplete);
