using System.Globalization;

namespace Streaming.Player.Desktop.Window.Library;

/// <summary>What the viewer typed and chose in the list of titles.</summary>
internal sealed class TitleList
{
    /// <summary>A longer address is not one that anybody typed.</summary>
    private const int LongestText = 2_000;

    private LibraryView? _of;
    private List<ListEntry> _entries = [];

    /// <summary>The filter, or an address.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Into <see cref="Entries"/>; 0 where there are none.</summary>
    public int Selected { get; private set; }

    /// <summary>How far the list is scrolled down, in pixels.</summary>
    public float Scroll { get; set; }

    /// <summary>The selection moved by the keyboard: it is to be brought into sight.</summary>
    public bool WantsSelectionSeen { get; set; }

    /// <summary>The titles that match, then the addresses that match.</summary>
    public IReadOnlyList<ListEntry> Entries => _entries;

    /// <summary>How many of the entries are titles of the server.</summary>
    public int TitleCount { get; private set; }

    /// <summary>The text, where it is an address.</summary>
    public string? TypedAddress => LibraryAddress.TryComplete(Text, out string address) ? address : null;

    /// <summary>Takes what the library has now.</summary>
    public void Follow(LibraryView library)
    {
        if (ReferenceEquals(library, _of))
            return;
        string? selected = Selected < _entries.Count ? _entries[Selected].Address : null;
        _of = library;
        Filter();
        int again = selected is null ? -1 : _entries.FindIndex(each => each.Address == selected);
        Selected = again >= 0 ? again : 0;
    }

    public void Type(string text)
    {
        string clean = string.Concat(text.Where(each => !char.IsControl(each)));
        Text = Text.Length + clean.Length > LongestText ? Text : Text + clean;
        TextChanged();
    }

    /// <summary>Takes the last letter away, or everything.</summary>
    /// <returns>False where there was nothing.</returns>
    public bool Erase(bool isAll)
    {
        if (Text.Length == 0)
            return false;
        int[] letters = StringInfo.ParseCombiningCharacters(Text);
        Text = isAll ? "" : Text[..letters[^1]];
        TextChanged();
        return true;
    }

    /// <summary>To an entry, or the nearest there is.</summary>
    public void Select(int index, bool isSeen = true)
    {
        Selected = Math.Clamp(index, 0, Math.Max(0, _entries.Count - 1));
        WantsSelectionSeen |= isSeen;
    }

    private void TextChanged()
    {
        Filter();
        Selected = 0;
        Scroll = 0;
    }

    private void Filter()
    {
        LibraryView library = _of ?? LibraryView.Nothing;

        // An address filters nothing: it is opened.
        string[] words = TypedAddress is null ? Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        List<ListEntry> entries =
        [
            .. from title in library.Titles
               where Matches(words, $"{title.Name} {title.Languages} {title.Address}")
               select new ListEntry(title.Address, title.Name, title.ResumeAt, title),
        ];
        TitleCount = entries.Count;
        HashSet<string> known = [.. library.Titles.Select(each => each.Address), library.Address];
        entries.AddRange(
            from recent in library.Recent
            where !known.Contains(recent.Address) && Matches(words, $"{recent.Name} {recent.Address}")
            select new ListEntry(recent.Address, recent.Name.Length > 0 ? recent.Name : recent.Address, recent.ResumeAt, null));
        _entries = entries;
    }

    private static bool Matches(string[] words, string text) => words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
