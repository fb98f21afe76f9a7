using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Where the titles are: a grid of pictures, and rows of earlier addresses below.</summary>
internal sealed class ListLayout
{
    private readonly Measures _size;
    private readonly int _titles;
    private readonly float _tileWidth;
    private readonly float _rowsFrom;
    private readonly float _gap;

    // Room for the edge around what is selected.
    private readonly float _top;

    public ListLayout(Measures size, int titles, int recent)
    {
        _size = size;
        _titles = titles;
        _gap = size.Of(18);
        float margin = size.Of(32);
        _top = size.Of(6);
        Entry = new(margin, size.Of(24), size.Width - (2 * margin), size.Of(44));
        View = new(0, Entry.Bottom + size.Of(14), size.Width, size.Height - Entry.Bottom - size.Of(14) - size.Of(36));
        float room = size.Width - (2 * margin);
        Columns = Math.Max(1, (int)((room + _gap) / (size.Of(250) + _gap)));
        _tileWidth = MathF.Floor((room - ((Columns - 1) * _gap)) / Columns);
        TileHeight = MathF.Round(_tileWidth * 9 / 16) + size.Of(54);
        int lines = (titles + Columns - 1) / Columns;
        float grid = _top + (lines * (TileHeight + _gap));
        HeadingY = grid + size.Of(6);
        _rowsFrom = HeadingY + size.Of(34);
        RowHeight = size.Of(44);
        ContentHeight = recent > 0 ? _rowsFrom + (recent * RowHeight) : grid;
    }

    /// <summary>The line to type in.</summary>
    public Box Entry { get; }

    /// <summary>What scrolls.</summary>
    public Box View { get; }

    public int Columns { get; }

    public float TileHeight { get; }

    public float RowHeight { get; }

    /// <summary>The upper edge of the word above the rows, from the top of the content.</summary>
    public float HeadingY { get; }

    public float ContentHeight { get; }

    public float MostScroll => MathF.Max(0, ContentHeight - View.Height);

    /// <summary>Lines of tiles that are seen at once, at least one.</summary>
    public int LinesInSight => Math.Max(1, (int)(View.Height / (TileHeight + _gap)));

    /// <summary>The place of an entry in the window.</summary>
    public Box Place(int index, float scroll)
    {
        float top = View.Y - scroll;
        if (index >= _titles)
            return new(Entry.X, top + _rowsFrom + ((index - _titles) * RowHeight), Entry.Width, RowHeight - _size.Of(4));
        float x = Entry.X + (index % Columns * (_tileWidth + _gap));
        return new(x, top + _top + (index / Columns * (TileHeight + _gap)), _tileWidth, TileHeight);
    }

    /// <summary>Which entry is at a place of the window; −1 for none.</summary>
    public int Find(float x, float y, int count, float scroll)
    {
        if (!View.Contains(x, y))
            return -1;
        for (int i = 0; i < count; i++)
        {
            if (Place(i, scroll).Contains(x, y))
                return i;
        }

        return -1;
    }

    /// <summary>The scroll at which an entry is in sight, as near as can be to what it was.</summary>
    public float Reveal(int index, float scroll)
    {
        Box place = Place(index, 0);
        float top = place.Y - View.Y - _top;
        float bottom = place.Bottom - View.Y;
        if (top < scroll)
            scroll = top;
        if (bottom > scroll + View.Height)
            scroll = bottom - View.Height;
        return Math.Clamp(scroll, 0, MostScroll);
    }
}
