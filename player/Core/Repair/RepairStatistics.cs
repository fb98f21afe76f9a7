using Streaming.Formats.Fec;

namespace Streaming.Player.Repair;

/// <summary>What was done to repair one stream, and what with. What came of it is in <see cref="Receiving.ReceptionCounters"/>.</summary>
public readonly record struct RepairStatistics
{
    /// <summary>The layout of the parity that came last; none where none has come.</summary>
    public ParityLayout Layout { get; init; }

    /// <summary>What became of parity.</summary>
    public FecStatistics Parity { get; init; }

    /// <summary>Packets that were asked for, and how often packets were asked for: a packet up to three times.</summary>
    public long AskedFor { get; init; }

    public long Asked { get; init; }

    /// <summary>Packets sent again that came.</summary>
    public long Resends { get; init; }

    /// <summary>Those of them that were not asked for, or here already.</summary>
    public long Needless { get; init; }

    /// <summary>Packets of a group that came to us alone, unasked, because it had sent them before we listened.</summary>
    public long Burst { get; init; }

    /// <summary>Packets that claim to be sent again, or to be parity, and cannot be.</summary>
    public long Refused { get; init; }

    /// <summary>How long packets were missing that repair brought: the longest of the last ten seconds.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long repair takes as things are, and so how much later than the network all is shown.</summary>
    public TimeSpan Takes { get; init; }

    /// <summary>From asking for a packet to having it; null before one came.</summary>
    public TimeSpan? RoundTrip { get; init; }
}
