using Streaming.Emulation.Chance;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Flows;

internal sealed class PoissonSource : CrossSource
{
    private readonly SeededRandom _random;
    private readonly double _meanTicks;
    private Instant _due;

    public PoissonSource(BitRate rate, ByteCount packet, Instant from, Instant until, ulong seed)
        : base(packet, until)
    {
        _random = new(seed);
        _meanTicks = packet.Bytes * 8.0 * TimeSpan.TicksPerSecond / rate.BitsPerSecond;
        _due = from;
        Emit();
    }

    private protected override Instant Due => _due;

    public override void Emit() => _due += new TimeSpan((long)Math.Round(_random.Exponential() * _meanTicks));
}
