using Streaming.Formats.Media;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels;

/// <summary>A title that is to follow.</summary>
internal sealed record CuedTitle(ChannelTitle Title, Instant? At, MediaTime From)
{
    /// <summary>Where it can begin: at the key picture of its first picture at or before where it is asked to.</summary>
    public MediaTime Start()
    {
        if (From <= MediaTime.Zero || Title.Tracks.FirstOrDefault(index => index?.Track.Kind == TrackKind.Video) is not { } picture)
            return MediaTime.Max(From, MediaTime.Zero);
        return MediaTime.Max(KeyPictures.AtOrBefore(picture, From) ?? MediaTime.Zero, MediaTime.Zero);
    }
}
