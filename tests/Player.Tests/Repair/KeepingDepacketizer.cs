using Streaming.Formats.Payloads;

namespace Streaming.Player.Tests.Repair;

/// <summary>A coding in which every payload is a sample, and stays one.</summary>
internal sealed class KeepingDepacketizer : IDepacketizer
{
    private readonly Queue<ReceivedSample> _ready = new();

    public int Malformed => 0;

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        Assert.True(_ready.Count == 0, "the stream was not drained before the next packet");
        _ready.Enqueue(new(time, payload.ToArray(), IsComplete: true));
    }

    public void Lost()
    {
    }

    public void End()
    {
    }

    public bool TryTake(out ReceivedSample sample) => _ready.TryDequeue(out sample);
}
