namespace Streaming.Player.Receiving;

/// <summary>What one stream has received so far. <c>Expected = Packets + Lost</c>, always.</summary>
/// <param name="Packets">Different packets that came, latecomers included.</param>
/// <param name="Bytes">Of those packets, RTP headers included.</param>
/// <param name="Expected">From the first packet (as RTP-Info tells, else as received) to the highest.</param>
/// <param name="Reordered">Packets that came after one with a higher number.</param>
/// <param name="Duplicates">Packets that came again; in no other figure.</param>
/// <param name="Late">Packets that came after they were due by the contract; without one, the same as <paramref name="Discarded"/>.</param>
/// <param name="Discarded">Packets that came after they had been given up; of no use.</param>
/// <param name="GivenUp">Packets the decoder had to do without: lost or late.</param>
/// <param name="Malformed">Datagrams that are no RTP, and payloads the coding forbids.</param>
/// <param name="Strays">Packets of another payload type, of sources never proven, or from before the start.</param>
/// <param name="SourceChanges">Times another source, or a new numbering, took over.</param>
public readonly record struct ReceptionCounters(
    long Packets, long Bytes, long Expected, long Reordered, long Duplicates, long Late, long Discarded, long GivenUp, long Malformed,
    long Strays, long SourceChanges)
{
    /// <summary>Packets that never came.</summary>
    public long Lost => Expected - Packets;

    /// <summary>One different packet more.</summary>
    internal ReceptionCounters Plus(int size, bool isReordered, bool isLate, bool isDiscarded) => this with
    {
        Packets = Packets + 1,
        Bytes = Bytes + size,
        Reordered = Reordered + (isReordered ? 1 : 0),
        Late = Late + (isLate ? 1 : 0),
        Discarded = Discarded + (isDiscarded ? 1 : 0),
    };
}
