using Streaming.Formats.Media;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Lanes of a channel as events call them.</summary>
internal static class LaneText
{
    public static string Of(OfferedTrack track) => track.Kind switch
    {
        TrackKind.Video => $"the picture {track.Rendition}".TrimEnd(),
        TrackKind.Audio => $"the sound ({track.Language})",
        _ => $"a stream of {track.Kind}",
    };
}
