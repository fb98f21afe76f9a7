namespace Streaming.Player.Reporting;

/// <summary>What became of a session on the screen: filled by whoever plays it. Names carry their units; null: it did not happen.</summary>
public sealed record PlayoutReport
{
    /// <summary>Of the jitter buffer: what it aims at, and what it holds, at the end.</summary>
    public double TargetMs { get; init; }

    public double LevelMs { get; init; }

    /// <summary>Times that playing stood still for want of media, and for how long together.</summary>
    public long Stalls { get; init; }

    public double StalledMs { get; init; }

    /// <summary>Samples that came, but too late to be shown.</summary>
    public long LateSamples { get; init; }

    /// <summary>Sound minus picture as presented: positive where the sound is early.</summary>
    public double? SkewMedianMs { get; init; }

    public double? SkewP99Ms { get; init; }

    /// <summary>Sound that was made up for what was missing.</summary>
    public double ConcealedMs { get; init; }

    /// <summary>Corrections of the sound that a listener could hear.</summary>
    public long AudibleAdjustments { get; init; }

    public long DecoderDrops { get; init; }

    public long RenderDrops { get; init; }

    /// <summary>The delay of what is shown, part by part, at the end.</summary>
    public LatencyReport? Latency { get; init; }

    /// <summary>From the command to the first picture.</summary>
    public double? FirstPictureMs { get; init; }

    /// <summary>Each seek, the first thousand.</summary>
    public IReadOnlyList<SeekReport> Seeks { get; init; } = [];
}
