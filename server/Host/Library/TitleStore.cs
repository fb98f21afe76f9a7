using System.Collections.Immutable;
using Streaming.Ffmpeg.Storage;
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
    private readonly Lock _writing = new();
    private Snapshot _now = new(ImmutableSortedDictionary.Create<string, StoredTitle>(StringComparer.Ordinal), []);

    public IReadOnlyList<Title> Titles => Volatile.Read(ref _now).Facts;

    /// <summary>A title is listed, for the first time or anew.</summary>
    public event Action<Title>? Listed;

    /// <summary>A listed title could not be opened: its id, and why. Raised on the thread that asked for it.</summary>
    public event Action<string, string>? Broken;

    public OpenTitle? Open(string id) => Open(id, out _);

    /// <summary>As <see cref="Open(string)"/>; says why a title that is listed could not be opened.</summary>
    public OpenTitle? Open(string id, out string failure)
    {
        failure = "no such title";
        if (!Volatile.Read(ref _now).Stored.TryGetValue(id, out StoredTitle? stored))
            return null;
        OpenTitle? open = stored.Open(out failure);
        if (open is null)
            Broken?.Invoke(id, failure);
        return open;
    }

    /// <summary>Whether a listed title has opened whenever it was asked for so far.</summary>
    public bool IsWhole(string id) => Volatile.Read(ref _now).Stored.TryGetValue(id, out StoredTitle? stored) && !stored.HasFailed;

    /// <summary>Lists the stored title of that id, in place of what was listed before; the reason where its folder holds no whole
    /// one.</summary>
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
            Listed?.Invoke(title);
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
        bool was = Volatile.Read(ref _now).Stored.ContainsKey(id);
        Publish(titles => titles.Remove(id));
        return was;
    }

    private void Publish(Func<ImmutableSortedDictionary<string, StoredTitle>, ImmutableSortedDictionary<string, StoredTitle>> change)
    {
        lock (_writing)
        {
            ImmutableSortedDictionary<string, StoredTitle> titles = change(_now.Stored);
            Volatile.Write(ref _now, new Snapshot(titles, [.. titles.Values.Select(stored => stored.Title)]));
        }
    }

    /// <summary>What readers see: both views of one moment.</summary>
    private sealed record Snapshot(ImmutableSortedDictionary<string, StoredTitle> Stored, IReadOnlyList<Title> Facts);
}
