namespace Streaming.Player.Reporting;

/// <summary>How losses of one stream were repaired. Lost packets are those of <see cref="StreamReport"/>.</summary>
public sealed record RepairReport
{
    /// <summary>Packets made again from parity, and packets that were asked for and came, both in time.</summary>
    public required long RepairedByParity { get; init; }

    public required long RepairedByResend { get; init; }

    /// <summary>Packets that were repaired after they had been given up.</summary>
    public required long RepairedLate { get; init; }

    /// <summary>Packets of the parity stream, and the layout of the last of them, such as <c>10x5+rows</c>; <c>none</c> where none
    /// came.</summary>
    public required long ParityPackets { get; init; }

    public required string Layout { get; init; }

    /// <summary>Packets that were asked for, and how often packets were asked for.</summary>
    public required long AskedFor { get; init; }

    public required long Asked { get; init; }

    /// <summary>Packets sent again that came, and those of them that were not needed.</summary>
    public required long Resends { get; init; }

    public required long Needless { get; init; }

    /// <summary>Packets that claim to be parity, or sent again, and cannot be.</summary>
    public required long Refused { get; init; }

    /// <summary>How long packets were missing that repair brought, at most, lately.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>From asking for a packet to having it; null before one came.</summary>
    public double? RoundTripMs { get; init; }
}
