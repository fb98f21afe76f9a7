using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Channels;

/// <summary>A title as a channel plays it: which of its tracks each lane sends. Made by <see cref="Lineup.TryFit"/>.</summary>
/// <remarks>It holds the title open until it is disposed: of one that a channel was given, not before the channel says that it has
/// <see cref="ChannelEvent.Left"/> it.</remarks>
public sealed class ChannelTitle : IDisposable
{
    private readonly OpenTitle _title;

    internal ChannelTitle(OpenTitle title, IReadOnlyList<TrackIndex?> tracks) => (_title, Tracks) = (title, tracks);

    public Title Facts => _title.Index.Title;

    /// <summary>What each lane sends, in their order; null: nothing, it is silent meanwhile.</summary>
    public IReadOnlyList<TrackIndex?> Tracks { get; }

    /// <summary>The samples of one of them.</summary>
    public IByteSource Film(TrackIndex track) => _title.Film(track.Track.Id);

    /// <summary>Whether these are samples of it.</summary>
    internal bool Has(IByteSource film) => Tracks.Any(index => index is not null && Film(index) == film);

    public void Dispose() => _title.Dispose();
}
