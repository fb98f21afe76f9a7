using Streaming.Formats.Media;

namespace Streaming.Lab.Titles;

/// <summary>A title on the shelf: its index, and the bytes of its tracks by their ids.</summary>
internal sealed record ShelfTitle(MediaIndex Index, IReadOnlyDictionary<int, IByteSource> Films)
{
    /// <summary>Under the name that a scenario gives it.</summary>
    public ShelfTitle Named(string name) => this with { Index = new(Index.Title with { Id = name }, Index.Tracks) };

    /// <summary>With nothing known of what its tracks ask of a network but the rate that sends every sample in its own time.</summary>
    public ShelfTitle ByPeak() => this with
    {
        Index = new(Index.Title, [.. Index.Tracks.Select(track => track.With(track.Traffic is { } traffic ? Peak(traffic) : null))]),
    };

    private static TrackTraffic Peak(TrackTraffic traffic) => traffic with
    {
        Plans = [],
        BytesBefore = [],
        Envelope = [new(traffic.PeakRate, traffic.Depth(traffic.PeakRate))],
    };
}
