using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.HostChannels;

/// <summary>Titles that come, go, and cannot always be read. Counts how many are held open.</summary>
internal sealed class ShelfCatalogue : ICatalogue
{
    private readonly HashSet<string> _broken = [];
    private MediaIndex[] _titles = [];

    public IReadOnlyList<Title> Titles { get; private set; } = [];

    public int Held { get; private set; }

    public void Put(params string[] ids) => Set([.. _titles.Where(title => !ids.Contains(title.Title.Id)), .. ids.Select(Film)]);

    public void Remove(string id) => Set([.. _titles.Where(title => title.Title.Id != id)]);

    public void Break(string id) => _broken.Add(id);

    public OpenTitle? Open(string id)
    {
        if (_broken.Contains(id) || Array.Find(_titles, title => title.Title.Id == id) is not { } index)
            return null;
        Held++;
        Dictionary<int, IByteSource> films = index.Tracks.ToDictionary(
            track => track.Track.Id, IByteSource (track) => new MemorySource((long)track.Samples.Length * TestTitles.SampleSize));
        return new(index, films, () => Held--);
    }

    private void Set(MediaIndex[] titles)
    {
        _titles = titles;
        Titles = [.. titles.Select(title => title.Title)];
    }

    private static MediaIndex Film(string id) => TestTitles.Of(id, TestTitles.Video(1), TestTitles.Audio(2, isDefault: true));
}
