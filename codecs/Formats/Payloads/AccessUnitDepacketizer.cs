namespace Streaming.Formats.Payloads;

/// <summary>The life of an access unit that is made of parts (NAL units, OBUs), some of which come in fragments.</summary>
/// <remarks>
/// It ends with the marker bit, or where the timestamp changes (some senders never set the bit). One that lost packets comes out incomplete
/// with the parts that arrived whole. The first one after a gap counts as incomplete, unless its first packet says that it opens one.
/// </remarks>
internal abstract class AccessUnitDepacketizer : IDepacketizer
{
    private bool _isWhole;
    private bool _sawMarker;
    private bool _afterGap;
    private int _partStart;

    public int Malformed { get; private set; }

    protected SampleAssembler Samples { get; } = new();

    /// <summary>Whether a part has begun whose end is still to come.</summary>
    protected bool InPart { get; set; }

    /// <summary>Where the part at hand begins in the open sample.</summary>
    protected int PartStart => _partStart;

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        Samples.Reclaim();
        if (Samples.IsOpen && Samples.Time != time)
            Finish();
        if (!Samples.IsOpen)
        {
            Samples.Begin(time);
            _isWhole = !_afterGap || Opens(payload);
        }

        _afterGap = false;
        if (!TryAdd(payload))
        {
            // The rest of a part whose beginning was lost is no fault of its own.
            Malformed += _isWhole ? 1 : 0;
            DropPart();
            _isWhole = false;
        }

        _sawMarker |= marker;
        if (marker)
            Finish();
    }

    public void Lost()
    {
        Samples.Reclaim();
        _afterGap = true;
        DropPart();
        _isWhole = false;
    }

    public void End()
    {
        Samples.Reclaim();

        // Of a sender that sets markers, what ends without one has lost its tail: nothing came behind it to show the gap.
        _isWhole &= !_sawMarker;
        Finish();
    }

    public bool TryTake(out ReceivedSample sample) => Samples.TryTake(out sample);

    /// <summary>Whether nothing of its access unit can lie before this payload.</summary>
    protected abstract bool Opens(ReadOnlySpan<byte> payload);

    /// <summary>Adds what a payload holds; false where it is malformed, or does not go on with the part at hand.</summary>
    protected abstract bool TryAdd(ReadOnlySpan<byte> payload);

    protected void BeginPart()
    {
        _partStart = Samples.Length;
        InPart = true;
    }

    /// <summary>What is there of a part without its end is of no use to a decoder.</summary>
    protected void DropPart()
    {
        if (InPart)
            Samples.Truncate(_partStart);
        InPart = false;
    }

    private void Finish()
    {
        if (InPart)
        {
            DropPart();
            _isWhole = false;
        }

        Samples.Finish(_isWhole);
    }
}
