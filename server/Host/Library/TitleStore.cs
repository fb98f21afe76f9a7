using System.Collections.Immutable;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Host.Library;

/// <summary>The catalogue of the titles stored under one data folder.</summary>
/// <remarks>
/// Readers see an immutable snapshot and never wait for an import. A title that is replaced or removed stays open for those who hold it:
/// their files are unlinked, not closed.
/// </remarks>
public sealed class TitleStore(TitleFolders folders) : ICatalogue
{
    private ImmutableSortedDictionary<string, StoredTitle> _titles =
        ImmutableSortedDictionary.Create<string, StoredTitle>(StringComparer.Ordinal);

    private IReadOnlyList<Title> _list = [];

    public IReadOnlyList<Title> Titles => Volatile.Read(ref _list);

    public OpenTitle? Open(string id) => Open(id, out _);

    /// <summary>As <see cref="Open(string)"/>; says why a title that is listed could not be opened.</summary>
    public OpenTitle? Open(string id, out string failure)
    {
        failure = "no such title";
        return Volatile.Read(ref _titles).TryGetValue(id, out StoredTitle? stored) ? stored.Open(out failure) : null;
    }

    /// <summary>Lists the stored title of that id, in place of what was listed before; the reason where its folder holds no whole one.</summary>
    public string? Refresh(string id)
    {
        if (folders.Of(id) is not { } folder)
            return $"'{id}' is not a title id";
        try
        {
            using FileSource index = new(Path.Combine(folder, TitleFolders.IndexName));
            if (!MediaIndexFile.TryReadTitle(index, out Title? title, out ParseError error))
                return $"damaged index: {error}";
            if (title.Id != id)
                return $"the index is that of '{title.Id}'";
            Publish(titles => titles.SetItem(id, new StoredTitle(folder, title)));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Takes a title off the list; its files stay.</summary>
    public bool Remove(string id)
    {
        bool was = Volatile.Read(ref _titles).ContainsKey(id);
        Publish(titles => titles.Remove(id));
        return was;
    }

    private void Publish(Func<ImmutableSortedDictionary<string, StoredTitle>, ImmutableSortedDictionary<string, StoredTitle>> change)
    {
        ImmutableInterlocked.Update(ref _titles, change);
        Volatile.Write(ref _list, [.. Volatile.Read(ref _titles).Values.Select(stored => stored.Title)]);
    }
}
