using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Testing.Titles;

/// <summary>A catalogue that counts how many holds on its titles are out.</summary>
public sealed class MemoryCatalogue(params MediaIndex[] titles) : ICatalogue
{
    private int _open;

    public IReadOnlyList<Title> Titles { get; } = [.. titles.Select(index => index.Title)];

    public int Held => _open;

    public OpenTitle? Open(string id)
    {
        if (titles.FirstOrDefault(index => index.Title.Id == id) is not { } index)
            return null;
        Interlocked.Increment(ref _open);
        Dictionary<int, IByteSource> films = index.Tracks.ToDictionary(
            track => track.Track.Id, IByteSource (track) => new MemorySource((long)track.Samples.Length * TestTitles.SampleSize));
        return new(index, films, () => Interlocked.Decrement(ref _open));
    }
}
