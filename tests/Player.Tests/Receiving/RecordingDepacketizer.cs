using Streaming.Formats.Payloads;

namespace Streaming.Player.Tests.Receiving;

/// <summary>A coding in which every payload is a sample; keeps what it was told.</summary>
internal sealed class RecordingDepacketizer : IDepacketizer
{
    private readonly Queue<ReceivedSample> _ready = new();

    /// <summary>The calls in their order: payloads as text, <c>lost</c>, <c>end</c>.</summary>
    public List<string> Calls { get; } = [];

    public int Malformed => 0;

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        Assert.True(_ready.Count == 0, "the stream was not drained before the next packet");
        Calls.Add($"{payload[0]}");
        _ready.Enqueue(new(time, payload.ToArray(), IsComplete: true));
    }

    public void Lost() => Calls.Add("lost");

    public void End() => Calls.Add("end");

    public bool TryTake(out ReceivedSample sample) => _ready.TryDequeue(out sample);
}
