namespace Streaming.Emulation.Flows;

/// <summary>A second at twice the rate, a second nothing: an even pace, of which every second is followed by a pause.</summary>
internal sealed class BurstSource(BitRate rate, ByteCount packet, Instant from, Instant until) : CrossSource(packet, until)
{
    private EvenPace _pace = new(rate + rate, packet);

    private protected override Instant Due => from + _pace.Next + TimeSpan.FromSeconds(_pace.Next.Ticks / TimeSpan.TicksPerSecond);

    public override void Emit() => _pace.Step();
}
