namespace Streaming.Server.Host.Configuration;

/// <summary>How packets leave.</summary>
public sealed record DeliverySection
{
    /// <summary>Threads that send; 0 = one per processor.</summary>
    public int Loops { get; init; }

    /// <summary>What may wait for one reader of TCP-interleaved media before whole pictures are left out.</summary>
    public ByteCount InterleavedQueue { get; init; } = new(1_000_000);
}
