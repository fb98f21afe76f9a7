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

    /// <summary>What seldom happens; the rest is counted with every packet.</summary>
    private ReceptionCounters _seldom;
    private long _bytes, _reordered, _late, _discarded;

    /// <summary>Different packets that came.</summary>
    public long Packets { get; private set; }

    public ReceptionCounters Counters => _seldom with
    {
        Packets = Packets,
        Bytes = _bytes,
        Reordered = _reordered,
        Late = _late,
        Discarded = _discarded,
    };

    /// <summary>Whether the network brings this packet for the first time; what comes again is counted.</summary>
    public bool IsFirst(PacketIndex index)
    {
        bool isFirst = _came.Add(index);
        if (!isFirst)
            _seldom = _seldom with { Duplicates = _seldom.Duplicates + 1 };
        return isFirst;
    }

    /// <summary>Whether repair was faster than the network.</summary>
    public bool IsMended(PacketIndex index) => _mended.Contains(index);

    /// <summary>Whether repair brings what is not here yet.</summary>
    public bool Mends(PacketIndex index) => !_came.Contains(index) && _mended.Add(index);

    /// <summary>The network has brought one.</summary>
    public void Count(in ArrivedPacket packet, bool isLate, bool isUseless)
    {
        bool isReordered = Packets > 0 && packet.Index < _highest;
        _highest = isReordered ? _highest : packet.Index;
        Packets++;
        _bytes += packet.Size;
        _reordered += isReordered ? 1 : 0;
        _late += isLate ? 1 : 0;
        _discarded += isUseless ? 1 : 0;
    }

    /// <summary>Repair has brought one.</summary>
    /// <param name="isUseless">It had been given up.</param>
    public void CountMended(PacketOrigin origin, bool isUseless) => _seldom = (origin, isUseless) switch
    {
        (_, true) => _seldom with { RepairedLate = _seldom.RepairedLate + 1 },
        (PacketOrigin.Burst, _) => _seldom with { FromBurst = _seldom.FromBurst + 1 },
        (PacketOrigin.Parity, _) => _seldom with { RepairedByParity = _seldom.RepairedByParity + 1 },
        _ => _seldom with { RepairedByResend = _seldom.RepairedByResend + 1 },
    };
}
