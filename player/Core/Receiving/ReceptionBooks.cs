using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Which packets of a stream have come, how, and how often: what counts as received, as twice, as mended.</summary>
/// <remarks>What the network brought and what repair brought are remembered apart: a packet that is mended and comes after all was not
/// lost, and is no duplicate either.</remarks>
/// <param name="capacity">How far apart packets may lie.</param>
internal sealed class ReceptionBooks(int capacity)
{
    private readonly SeenWindow _came = new(capacity);
    private readonly SeenWindow _mended = new(capacity);
    private PacketIndex _highest;

    public ReceptionCounters Counters { get; private set; }

    /// <summary>Whether the network brings this packet for the first time; what comes again is counted.</summary>
    public bool IsFirst(PacketIndex index)
    {
        bool isFirst = _came.Add(index);
        if (!isFirst)
            Counters = Counters with { Duplicates = Counters.Duplicates + 1 };
        return isFirst;
    }

    /// <summary>Whether repair was faster than the network.</summary>
    public bool IsMended(PacketIndex index) => _mended.Contains(index);

    /// <summary>Whether repair brings what is not here yet.</summary>
    public bool Mends(PacketIndex index) => !_came.Contains(index) && _mended.Add(index);

    /// <summary>The network has brought one.</summary>
    public void Count(in ArrivedPacket packet, bool isLate, bool isUseless)
    {
        bool isReordered = Counters.Packets > 0 && packet.Index < _highest;
        _highest = isReordered ? _highest : packet.Index;
        Counters = Counters.Plus(packet.Size, isReordered, isLate, isUseless);
    }

    /// <summary>Repair has brought one.</summary>
    /// <param name="isUseless">It had been given up.</param>
    public void CountMended(PacketOrigin origin, bool isUseless) => Counters = (origin, isUseless) switch
    {
        (_, true) => Counters with { RepairedLate = Counters.RepairedLate + 1 },
        (PacketOrigin.Burst, _) => Counters with { FromBurst = Counters.FromBurst + 1 },
        (PacketOrigin.Parity, _) => Counters with { RepairedByParity = Counters.RepairedByParity + 1 },
        _ => Counters with { RepairedByResend = Counters.RepairedByResend + 1 },
    };
}
