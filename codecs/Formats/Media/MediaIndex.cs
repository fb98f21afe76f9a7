namespace Streaming.Formats.Media;

/// <summary>One title with the index of each of its tracks.</summary>
public sealed class MediaIndex
{
    public MediaIndex(Title title, IReadOnlyList<TrackIndex> tracks)
    {
        Title = title;
        Tracks = tracks;
    }

    public Title Title { get; }

    /// <summary>In the order of <see cref="Title.Tracks"/>.</summary>
    public IReadOnlyList<TrackIndex> Tracks { get; }

    public TrackIndex? Find(int trackId) => Tracks.FirstOrDefault(track => track.Track.Id == trackId);
}
