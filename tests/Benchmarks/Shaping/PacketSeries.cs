using Streaming.Primitives.Chance;

namespace Streaming.Benchmarks.Shaping;

/// <summary>Packets of a flow that comes in bursts, each with its instant; the same for everyone who is measured.</summary>
internal sealed class PacketSeries
{
    public const int Count = 1 << 16;

    private readonly (ByteCount Size, Instant At)[] _packets = new (ByteCount, Instant)[Count];

    public PacketSeries(ulong seed)
    {
        SeededRandom random = new(seed);
        Instant at = new(0);
        for (int i = 0; i < Count; i++)
        {
            // Four together every 12 ms on average, 60 to 1 448 bytes; nothing is divided evenly.
            at += random.Next(4) == 0 ? new TimeSpan(random.Next(250_000)) : TimeSpan.Zero;
            _packets[i] = (new(60 + random.Next(1_389)), at);
        }
    }

    public ReadOnlySpan<(ByteCount Size, Instant At)> Packets => _packets;
}
