using Streaming.Formats.Media;

namespace Streaming.Server.Catalogue;

/// <summary>One hold on a stored title: its index and its sample files, shared with everyone else who has it open.</summary>
/// <remarks>The last one to dispose closes the files. Not for use after disposal.</remarks>
public sealed class OpenTitle : IDisposable
{
    private readonly IReadOnlyDictionary<int, IByteSource> _films;
    private Action? _release;

    /// <param name="films">The sample file of each track, by track id.</param>
    /// <param name="release">Called once, when this hold is let go.</param>
    public OpenTitle(MediaIndex index, IReadOnlyDictionary<int, IByteSource> films, Action? release = null)
    {
        Index = index;
        _films = films;
        _release = release;
    }

    public MediaIndex Index { get; }

    /// <summary>The sample file of a track of <see cref="Index"/>.</summary>
    public IByteSource Film(int trackId) => _films[trackId];

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
