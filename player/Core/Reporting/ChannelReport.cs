namespace Streaming.Player.Reporting;

/// <summary>What there is to say of a channel beyond its streams. How it came is in <see cref="ReceiverReport.Transport"/>, and why not by
/// multicast in <see cref="ReceiverReport.Fallback"/>.</summary>
public sealed record ChannelReport
{
    /// <summary>How far behind its positions everybody presents it, as described; null where the server does not say.</summary>
    public double? DelayMs { get; init; }

    /// <summary>How many receive it, we and the server included, as far as we know.</summary>
    public required int GroupSize { get; init; }

    /// <summary>Packets that the groups had sent before we listened and that came to us alone, and those of them that the groups had not
    /// brought already.</summary>
    public required long BurstPackets { get; init; }

    public required long BurstNeeded { get; init; }

    /// <summary>Packets that the groups brought twice.</summary>
    public required long Duplicates { get; init; }

    /// <summary>How it kept in step with all other receivers; null where nobody watched.</summary>
    public InStepReport? InStep { get; init; }

    /// <summary>What was joined, left and refused, the earliest first.</summary>
    public required IReadOnlyList<LaneReport> Lanes { get; init; }

    /// <summary>What else was, and found no room here.</summary>
    public required long LanesDropped { get; init; }
}
