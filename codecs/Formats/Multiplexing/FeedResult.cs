namespace Streaming.Formats.Multiplexing;

/// <summary>What became of asking a <see cref="TrackFeed"/> for its next unit.</summary>
public enum FeedResult
{
    /// <summary>It was given.</summary>
    Fed,

    /// <summary>There is none any more.</summary>
    Over,

    /// <summary>The film could not be read; the unit was left out, and so is the rest.</summary>
    Unreadable,
}
