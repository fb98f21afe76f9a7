using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Packets with numbers far off: a single one means nothing, several that go on mean that the stream goes on there.</summary>
internal sealed class StrayRun
{
    /// <summary>Numbers far ahead are believed from their second packet on (RFC 3550 §A.1); such far behind may be a burst sent
    /// again too late, of which nothing comes that is in time.</summary>
    private const int ProofAhead = 2, ProofBehind = 64;

    /// <summary>What follows a packet, though some between them are lost.</summary>
    private const int MostStep = 16;

    private SequenceNumber _last;
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Another one; whether it is proof now.</summary>
    public bool Prove(SequenceNumber sequence, bool isAhead)
    {
        bool isNext = sequence.Since(_last) is > 0 and <= MostStep;
        _count = _count > 0 && isNext ? _count + 1 : 1;
        _last = sequence;
        return _count >= (isAhead ? ProofAhead : ProofBehind);
    }
}
