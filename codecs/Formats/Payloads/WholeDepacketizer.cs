namespace Streaming.Formats.Payloads;

/// <summary>For codings in which every payload stands for itself: Opus (RFC 7587) and PCM (RFC 3551).</summary>
/// <remarks>Loss needs no care: no packet knows of any other.</remarks>
/// <param name="granule">Payloads must be whole multiples of this many bytes: an instant of PCM on all channels.</param>
internal sealed class WholeDepacketizer(int granule) : IDepacketizer
{
    private readonly int _granule = granule;
    private readonly SampleAssembler _samples = new();

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        _samples.Begin(time);
        if (payload.IsEmpty || payload.Length % _granule != 0 || !_samples.TryAppend(payload))
        {
            Malformed++;
            _samples.GiveUp();
            return;
        }

        _samples.Finish(isComplete: true);
    }

    public void Lost() => _samples.Reclaim();

    public void End() => _samples.Reclaim();

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);
}
