namespace Streaming.Server.Sending;

/// <summary>What a PLAY will do: the exact answer for its Range and RTP-Info headers.</summary>
/// <param name="Start">Where playing starts: of a seek, at a key picture.</param>
/// <param name="End">Where it ends: samples presented at or after it are not sent; backwards, those presented before it.</param>
/// <param name="Streams">One for each stream of the session, in its order.</param>
public sealed record PlayPoint(MediaTime Start, MediaTime End, IReadOnlyList<StreamPoint> Streams)
{
    /// <summary>How it really plays.</summary>
    public PlayPace Pace { get; init; }
}
