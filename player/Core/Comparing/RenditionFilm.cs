using Streaming.Formats.Media;

namespace Streaming.Player.Comparing;

/// <summary>One rendition of a film and where its bytes are.</summary>
public sealed record RenditionFilm(TrackIndex Track, IByteSource Samples)
{
    public string Name => Track.Track.Rendition;
}
