namespace Streaming.Player.Receiving;

/// <summary>What one stream has received so far. <c>Expected = Packets + Lost</c>, always.</summary>
/// <remarks>What the network does and what repair makes of it are counted apart: a packet that was repaired is lost all the same, but
/// nobody had to do without it.</remarks>
/// <param name="Packets">Different packets that came, latecomers included.</param>
/// <param name="Bytes">Of those packets, RTP headers included.</param>
/// <param name="Expected">From the first packet (as RTP-Info tells, else as received) to the highest.</param>
/// <param name="Reordered">Packets that came after one with a higher number.</param>
/// <param name="Duplicates">Packets that came again; in no other figure.</param>
/// <param name="Late">Packets that came after they were due by the contract; without one, the same as <paramref name="Discarded"/>.</param>
/// <param name="Discarded">Packets that came after they had been given up; of no use.</param>
/// <param name="GivenUp">Packets the decoder had to do without: neither came nor were repaired in time.</param>
/// <param name="Malformed">Datagrams that are no RTP, and payloads the coding forbids.</param>
/// <param name="Strays">Packets of another payload type, of sources never proven, or from before the start.</param>
/// <param name="SourceChanges">Times another source, or a new numbering, took over.</param>
public readonly record struct ReceptionCounters(
    long Packets, long Bytes, long Expected, long Reordered, long Duplicates, long Late, long Discarded, long GivenUp, long Malformed,
    long Strays, long SourceChanges)
{
    /// <summary>Packets the network never brought, whatever became of them.</summary>
    public long Lost => Expected - Packets;

    /// <summary>Packets that were made from parity before the network or a resend brought them.</summary>
    public long RepairedByParity { get; init; }

    /// <summary>Packets that were asked for and came again.</summary>
    public long RepairedByResend { get; init; }

    /// <summary>Packets of a group that came to us alone, because it had sent them before we listened.</summary>
    public long FromBurst { get; init; }

    /// <summary>Packets that were repaired after they had been given up; of no use.</summary>
    public long RepairedLate { get; init; }

    /// <summary>Packets that repair brought in time.</summary>
    public long Repaired => RepairedByParity + RepairedByResend;
}
