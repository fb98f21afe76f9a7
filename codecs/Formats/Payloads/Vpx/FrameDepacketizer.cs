// The common part of RFC 7741 (VP8) and RFC 9628 (VP9).
namespace Streaming.Formats.Payloads.Vpx;

/// <summary>Puts frames together from their pieces.</summary>
/// <remarks>
/// A frame begins where a descriptor says so and ends with the marker bit, or where the timestamp changes. One that lost packets comes
/// out incomplete with all that arrived before the loss, if its beginning did: a decoder can use no more than that.
/// </remarks>
internal sealed class FrameDepacketizer<TSyntax> : IDepacketizer
    where TSyntax : IFrameSyntax
{
    private readonly SampleAssembler _samples = new();
    private bool _isWhole;
    private bool _sawMarker;
    private bool _afterGap = true;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            _samples.Finish(_isWhole);
        if (!TryAdd(payload, time))
        {
            // The rest of a frame whose beginning was lost is no fault of its own.
            Malformed += _afterGap || (_samples.IsOpen && !_isWhole) ? 0 : 1;
            _isWhole = false;
        }

        // What lacks its beginning is passed over up to the end of its frame without being counted.
        _afterGap = _afterGap && !_samples.IsOpen && !marker;
        _sawMarker |= marker;
        if (marker)
            _samples.Finish(_isWhole);
    }

    public void Lost()
    {
        _samples.Reclaim();
        _isWhole = false;
        _afterGap = true;
    }

    public void End()
    {
        _samples.Reclaim();

        // Of a sender that sets markers, what ends without one has lost its tail: nothing came behind it to show the gap.
        _isWhole &= !_sawMarker;
        _samples.Finish(_isWhole);
    }

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);

    private bool TryAdd(ReadOnlySpan<byte> payload, long time)
    {
        if (!TSyntax.TryReadDescriptor(payload, out int size, out bool isStart))
            return false;
        if (isStart)
        {
            // A frame that was neither marked nor left by a new timestamp lacks its end.
            _samples.Finish(isComplete: false);
            _samples.Begin(time);
            _isWhole = true;
        }

        return _samples.IsOpen && _isWhole && _samples.TryAppend(payload[size..]);
    }
}
