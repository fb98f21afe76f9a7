namespace Streaming.Emulation.Networks;

/// <summary>Something that has come through the network.</summary>
/// <param name="Host">The host it came to; of what goes up, the host it came from.</param>
/// <param name="IsUp">To the server.</param>
/// <param name="IsMessage">On a connection: whole, in order.</param>
/// <param name="Size">Headers of IP and UDP included; of a message zero.</param>
/// <param name="IsCorrupt">A bit of it is wrong: a checksum would find that.</param>
/// <param name="IsDuplicate">It has come before.</param>
public readonly record struct Delivery<TLoad>(
    int Host, bool IsUp, bool IsMessage, TLoad Load, ByteCount Size, Instant SentAt, Instant At, bool IsCorrupt, bool IsDuplicate);
