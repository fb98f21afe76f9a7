namespace Streaming.Emulation.Flows;

/// <summary>A sender of packets of one size, whatever becomes of them.</summary>
/// <remarks>A machine: at <see cref="Next"/> it sends one packet; <see cref="Emit"/> says that it has been sent.</remarks>
public abstract class CrossSource
{
    private readonly Instant _until;

    private protected CrossSource(ByteCount packet, Instant until)
    {
        Invariant.That(packet > ByteCount.Zero);
        Packet = packet;
        _until = until;
    }

    /// <summary>The size of each, headers of IP and UDP included.</summary>
    public ByteCount Packet { get; }

    /// <summary>When the next packet leaves; never: there are no more.</summary>
    public Instant Next => Due < _until ? Due : Instant.Never;

    /// <summary>Of the next packet.</summary>
    private protected abstract Instant Due { get; }

    /// <summary>The packet has left.</summary>
    public abstract void Emit();

    /// <summary>Packet after packet, evenly: exactly the rate.</summary>
    public static CrossSource Constant(BitRate rate, ByteCount packet, Instant from, Instant until) =>
        new EvenSource(rate, packet, from, until);

    /// <summary>At exponential distances.</summary>
    public static CrossSource Poisson(BitRate rate, ByteCount packet, Instant from, Instant until, ulong seed) =>
        new PoissonSource(rate, packet, from, until, seed);

    /// <summary>A second at twice the rate, a second nothing.</summary>
    public static CrossSource Bursts(BitRate rate, ByteCount packet, Instant from, Instant until) =>
        new BurstSource(rate, packet, from, until);
}
