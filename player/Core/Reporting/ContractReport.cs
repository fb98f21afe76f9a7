namespace Streaming.Player.Reporting;

/// <summary>One contract, as long as it was in force, and how it was kept as far as a receiver can see. Names carry their units.</summary>
public sealed record ContractReport
{
    public required int Generation { get; init; }

    /// <summary>As in the protocol: <c>guaranteed</c>, <c>controlled-load</c>, <c>best-effort</c>.</summary>
    public required string Class { get; init; }

    /// <summary>What was to be sent: <c>720p</c>; null where the server did not say.</summary>
    public string? Point { get; init; }

    /// <summary>r, b, p, R.</summary>
    public required long RateBitsPerSecond { get; init; }

    public required long DepthBytes { get; init; }

    public required long PeakBitsPerSecond { get; init; }

    public required long ReservedBitsPerSecond { get; init; }

    public required double BufferMs { get; init; }

    public double? DelayBoundMs { get; init; }

    public required int Priority { get; init; }

    /// <summary>Why it came into force; empty for what was agreed on before playing began.</summary>
    public required string Reason { get; init; }

    /// <summary>From the connection.</summary>
    public required double FromMs { get; init; }

    public double? UntilMs { get; init; }

    public required long Packets { get; init; }

    /// <summary>As IP datagrams.</summary>
    public required long Bytes { get; init; }

    public required IReadOnlyList<TermReport> Terms { get; init; }

    public required bool IsKept { get; init; }
}
