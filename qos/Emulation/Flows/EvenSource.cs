namespace Streaming.Emulation.Flows;

internal sealed class EvenSource(BitRate rate, ByteCount packet, Instant from, Instant until) : CrossSource(packet, until)
{
    private EvenPace _pace = new(rate, packet);

    private protected override Instant Due => from + _pace.Next;

    public override void Emit() => _pace.Step();
}
