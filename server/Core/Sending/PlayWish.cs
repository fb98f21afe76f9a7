namespace Streaming.Server.Sending;

/// <summary>What a PLAY is to do.</summary>
/// <param name="From">Where from; null: from where it is, and at scale 1 exactly where it stopped, without a sample lost or
/// repeated.</param>
/// <param name="To">Where to; null: to the end, backwards to the beginning.</param>
public readonly record struct PlayWish(MediaTime? From, MediaTime? To)
{
    public PlayPace Pace { get; init; }

    public SeekStyle Style { get; init; }

    /// <summary>Begins at a key picture even where it could go on from where it stopped.</summary>
    public bool IsAnew { get; init; }
}
