namespace Streaming.Emulation.Links;

/// <summary>A link that says of each packet, as it comes, what becomes of it.</summary>
/// <remarks>For the disciplines where later packets change nothing for earlier ones: <see cref="QueueDiscipline.Fifo"/> and
/// <see cref="QueueDiscipline.Slots"/>. Whole networks, other disciplines among them: <see cref="Networks.VirtualNetwork{TLoad}"/>.</remarks>
public sealed class LinkEmulator
{
    /// <param name="changes">By rising time.</param>
    /// <param name="start">What changes and slots count from.</param>
    public LinkEmulator(LinkProfile profile, IReadOnlyList<LinkChange> changes, Instant start, ulong seed)
    {
        _ = profile;
        _ = changes;
        _ = start;
        _ = seed;
    }

    /// <summary>The fate of a packet; at times that never fall.</summary>
    /// <param name="size">Headers of IP and UDP included.</param>
    public LinkFate Offer(ByteCount size, Instant at) => throw new NotImplementedException();
}
