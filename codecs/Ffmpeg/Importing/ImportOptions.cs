using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>How sources are imported.</summary>
public sealed record ImportOptions
{
    public Ladder Ladder { get; init; } = Ladder.None;

    /// <summary>Computes what a finished track asks of a network; null where nobody will send it.</summary>
    /// <remarks>Handed in: what a network is asked for is no business of codecs. It runs on a thread of its own for each track.</remarks>
    public Func<TrackIndex, TrackTraffic>? Traffic { get; init; }
}
