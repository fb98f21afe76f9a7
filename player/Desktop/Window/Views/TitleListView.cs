using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>The list of titles: a line to type in, pictures to choose from, addresses of before.</summary>
internal static class TitleListView
{
    private const string Hint = "Type to filter, or paste an address: rtsp://…  http://…";
    private const string Foot = "Enter opens  ·  F1 keys  ·  Ctrl+Q quit";

    public static ListLayout Layout(Measures size, TitleList list) => new(size, list.TitleCount, list.Entries.Count - list.TitleCount);

    public static void Draw(Scene scene, WindowMoment moment, TitleList list, ITextMeasure measure)
    {
        Measures size = moment.Size;
        ListLayout layout = Layout(size, list);
        scene.Fill(new(0, 0, size.Width, size.Height), Palette.Ground);
        DrawEntry(scene, size, layout, list, measure);
        scene.Add(new SceneItem.Clip(layout.View));
        for (int i = 0; i < list.Entries.Count; i++)
        {
            Box place = layout.Place(i, list.Scroll);
            if (place.Bottom < layout.View.Y || place.Y > layout.View.Bottom)
                continue;
            if (list.Entries[i].Title is { } title)
                DrawTile(scene, size, place, title, i == list.Selected, measure);
            else
                DrawRow(scene, size, place, list.Entries[i], i == list.Selected, measure);
        }

        if (list.Entries.Count > list.TitleCount)
        {
            float heading = layout.View.Y - list.Scroll + layout.HeadingY;
            scene.Words(layout.Entry.X, heading, "Opened before", size.Normal.Bold, Palette.Dim);
        }

        scene.Add(new SceneItem.Clip(null));
        DrawState(scene, moment, layout, list, measure);
        float y = size.Height - size.Of(28);
        string address = TextFlow.Shorten(moment.Library.Address, size.Small, size.Width * 0.45f, measure);
        scene.Words(layout.Entry.X, y, address, size.Small, Palette.Dim);
        scene.Words(layout.Entry.Right, y, Foot, size.Small, Palette.Dim, TextAlign.Right);
    }

    private static void DrawEntry(Scene scene, Measures size, ListLayout layout, TitleList list, ITextMeasure measure)
    {
        Box box = layout.Entry;
        scene.Fill(box, Palette.Raised, size.Of(8));
        float y = box.CentreY - (measure.LineHeight(size.Normal) / 2);
        float x = box.X + size.Of(14);
        float room = box.Width - size.Of(28);
        if (list.Text.Length == 0)
        {
            scene.Fill(new(x, y, MathF.Max(1, size.Of(2)), measure.LineHeight(size.Normal)), Palette.Accent);
            scene.Words(x + size.Of(8), y, TextFlow.Shorten(Hint, size.Normal, room, measure), size.Normal, Palette.Dim);
            return;
        }

        // The end of what is typed is seen, not its beginning.
        string shown = list.Text;
        while (shown.Length > 1 && measure.Width(shown, size.Normal) > room)
            shown = shown[1..];
        scene.Words(x, y, shown, size.Normal, Palette.Text);
        float end = x + measure.Width(shown, size.Normal) + size.Of(2);
        scene.Fill(new(end, y, MathF.Max(1, size.Of(2)), measure.LineHeight(size.Normal)), Palette.Accent);
        string verb = list.TypedAddress is { } address ? LibraryAddress.IsServer(address) ? "Enter lists its titles" : "Enter plays it"
            : "";
        if (verb.Length > 0 && end + measure.Width(verb, size.Small) + size.Of(20) < box.Right)
            scene.Words(box.Right - size.Of(14), box.CentreY - (measure.LineHeight(size.Small) / 2), verb, size.Small, Palette.Dim,
                TextAlign.Right);
    }

    private static void DrawTile(Scene scene, Measures size, Box place, LibraryTitle title, bool isSelected, ITextMeasure measure)
    {
        Box picture = place with { Height = MathF.Round(place.Width * 9 / 16) };
        float edge = MathF.Max(2, size.Of(3));
        if (isSelected)
            scene.Fill(picture.Inset(-edge), Palette.Accent, size.Of(6));
        scene.Fill(picture, Palette.Raised, isSelected ? 0 : size.Of(4));
        if (title.Thumbnail is { } frame)
        {
            PictureShape shape = PictureShape.Of(frame);
            scene.Add(new SceneItem.Thumbnail(picture.Fit(shape.Aspect(0)), frame));
        }
        else
        {
            float sign = size.Of(34);
            Box middle = new(picture.CentreX - (sign / 2), picture.CentreY - (sign / 2), sign, sign);
            scene.Add(new SceneItem.Symbol(middle, SymbolKind.Play, Palette.Dim.Faded(0.5)));
        }

        if (title.Duration is { } duration)
        {
            string text = TimeText.Of(duration);
            float width = measure.Width(text, size.Small) + size.Of(10);
            float height = measure.LineHeight(size.Small) + size.Of(2);
            Box tag = new(picture.Right - width - size.Of(6), picture.Bottom - height - size.Of(8), width, height);
            scene.Fill(tag, Palette.Shade, size.Of(3));
            scene.Words(tag.X + size.Of(5), tag.Y + size.Of(1), text, size.Small, Palette.Text);
            if (title.ResumeAt is { } at && duration > TimeSpan.Zero)
            {
                Box bar = new(picture.X, picture.Bottom - size.Of(4), picture.Width, size.Of(4));
                scene.Fill(bar, Palette.Shade);
                scene.Fill(bar with { Width = bar.Width * (float)Math.Clamp(at.Ticks / (double)duration.Ticks, 0, 1) }, Palette.Accent);
            }
        }

        float y = picture.Bottom + size.Of(8);
        scene.Words(place.X, y, TextFlow.Shorten(title.Name, size.Normal, place.Width, measure), size.Normal, Palette.Text);
        y += measure.LineHeight(size.Normal) + size.Of(1);
        string details = title.ResumeAt is { } left ? $"resume at {TimeText.Of(left)}" : title.Languages;
        Colour colour = title.ResumeAt is null ? Palette.Dim : Palette.Accent;
        scene.Words(place.X, y, TextFlow.Shorten(details, size.Small, place.Width, measure), size.Small, colour);
    }

    private static void DrawRow(Scene scene, Measures size, Box place, ListEntry entry, bool isSelected, ITextMeasure measure)
    {
        scene.Fill(place, isSelected ? Palette.Accent.Faded(0.35) : Palette.Raised.Faded(0.5), size.Of(6));
        float x = place.X + size.Of(14);
        float y = place.CentreY - (measure.LineHeight(size.Normal) / 2);
        float half = (place.Width - size.Of(42)) / 2;
        string details = entry.ResumeAt is { } at ? $"resume at {TimeText.Of(at)}" : entry.Name != entry.Address ? entry.Address : "";
        scene.Words(x, y, TextFlow.Shorten(entry.Name, size.Normal, details.Length > 0 ? half : 2 * half, measure), size.Normal,
            Palette.Text);
        float small = place.CentreY - (measure.LineHeight(size.Small) / 2);
        Colour colour = entry.ResumeAt is null ? Palette.Dim : Palette.Accent;
        scene.Words(place.Right - size.Of(14), small, TextFlow.Shorten(details, size.Small, half, measure), size.Small, colour,
            TextAlign.Right);
    }

    /// <summary>Why there is nothing to choose from.</summary>
    private static void DrawState(Scene scene, WindowMoment moment, ListLayout layout, TitleList list, ITextMeasure measure)
    {
        LibraryView library = moment.Library;
        if (library.IsFetching && library.Titles.Count == 0)
        {
            MessageView.DrawWaiting(scene, moment.Size, measure, moment.Now, $"asking {library.Address}");
            return;
        }

        string text = library.Trouble.Length > 0 && library.Titles.Count == 0 ? library.Trouble
            : list.Entries.Count > 0 ? ""
            : list.Text.Length > 0 ? list.TypedAddress is null ? "Nothing here is called that" : ""
            : library.Address.Length > 0 ? "This server has no titles yet" : "Paste the address of a server or a film above";
        Measures size = moment.Size;
        TextLook look = size.Normal;

        // Trouble stands above the addresses of before, which may be the way out of it.
        bool isAbove = library.Trouble.Length > 0 && list.TitleCount == 0 && list.Entries.Count > 0;
        float y = isAbove ? size.Height - size.Of(60) : layout.View.CentreY - measure.LineHeight(look);
        foreach (string line in TextFlow.Wrap(text, look, layout.Entry.Width, measure, 3))
        {
            scene.Words(MathF.Round(size.Width / 2), y, line, look, library.Trouble.Length > 0 ? Palette.Warning : Palette.Dim,
                TextAlign.Centre);
            y += measure.LineHeight(look);
        }
    }
}
