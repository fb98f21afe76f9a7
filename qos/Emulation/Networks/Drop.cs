using Streaming.Emulation.Links;

namespace Streaming.Emulation.Networks;

/// <summary>Something that will not come through the network.</summary>
/// <param name="Link">The number of the link that it did not get through.</param>
/// <param name="Host">The host it was for; of what goes up, the host it came from.</param>
/// <param name="IsUp">It was for the server.</param>
/// <param name="Size">Headers of IP and UDP included; of a message zero.</param>
/// <param name="At">When: of what a queue did not take, as it came to it; of what was lost behind it, as it left it.</param>
public readonly record struct Drop<TLoad>(
    int Link, int Host, bool IsUp, DropCause Cause, TLoad Load, ByteCount Size, Instant SentAt, Instant At);
