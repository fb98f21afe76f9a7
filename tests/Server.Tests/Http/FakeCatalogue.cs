using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Tests.Http;

/// <summary>Titles that exist on paper only; those that were added with an index can be opened.</summary>
internal sealed class FakeCatalogue : ICatalogue
{
    private readonly Dictionary<Title, MediaIndex> _indexes = new(ReferenceEqualityComparer.Instance);
    private int _opened;
    private int _closed;

    public List<Title> List { get; } = [];

    public IReadOnlyList<Title> Titles => List;

    public int Opened => _opened;

    /// <summary>How many are open now.</summary>
    public int Held => _opened - _closed;

    public void Add(MediaIndex index)
    {
        List.Add(index.Title);
        _indexes.Add(index.Title, index);
    }

    public OpenTitle? Open(string id)
    {
        if (List.Find(title => title.Id == id) is not { } title || !_indexes.TryGetValue(title, out MediaIndex? index))
            return null;
        Interlocked.Increment(ref _opened);
        return new(index, new Dictionary<int, IByteSource>(), () => Interlocked.Increment(ref _closed));
    }
}
