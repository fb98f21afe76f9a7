using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>What the player has to say: short news in a corner, trouble in the middle, a ring while it waits.</summary>
internal static class MessageView
{
    /// <summary>News in the upper left corner, as on a television.</summary>
    /// <param name="top">Where they may begin; higher where there is no room left below.</param>
    /// <param name="share">How far a bar below it is filled; null for no bar.</param>
    public static void DrawNews(Scene scene, Measures size, ITextMeasure measure, float top, string text, double? share)
    {
        float room = size.Width - (2 * size.Margin);
        float y = MathF.Min(top, size.Height - (2 * measure.LineHeight(size.Large)));
        float outline = MathF.Max(1, size.Of(2));
        foreach (string line in TextFlow.Wrap(text, size.Large, room, measure, 3))
        {
            scene.Words(size.Margin, y, line, size.Large, Palette.Text, TextAlign.Left, outline);
            y += measure.LineHeight(size.Large);
        }

        if (share is not { } filled)
            return;
        Box bar = new(size.Margin, y + size.Of(6), size.Of(180), MathF.Max(4, size.Of(6)));
        scene.Fill(bar.Inset(-1), Palette.Shade, bar.Height / 2);
        scene.Fill(bar, Palette.Faint, bar.Height / 2);
        if (filled > 0)
            scene.Fill(bar with { Width = bar.Width * (float)Math.Min(1, filled) }, filled > 1 ? Palette.Warning : Palette.Text,
                bar.Height / 2);
    }

    /// <summary>Trouble, and what can be done about it.</summary>
    /// <param name="offers">A key, and what it does.</param>
    public static void DrawTrouble(Scene scene, Measures size, ITextMeasure measure, string what,
        IReadOnlyList<(string Key, string Meaning)> offers)
    {
        float width = MathF.Min(size.Width - (2 * size.Margin), size.Of(720));
        float inner = size.Of(28);
        List<string> lines = TextFlow.Wrap(what, size.Large, width - (2 * inner), measure, 6);
        float line = measure.LineHeight(size.Large);
        float row = measure.LineHeight(size.Normal) + size.Of(12);
        float height = (lines.Count * line) + (offers.Count * row) + (2 * inner) + (offers.Count > 0 ? size.Of(12) : 0);
        Box box = new(MathF.Round((size.Width - width) / 2), MathF.Round((size.Height - height) / 2), width, height);
        scene.Fill(box, Palette.Panel, size.Of(10));
        float y = box.Y + inner;
        foreach (string each in lines)
        {
            scene.Words(box.CentreX, y, each, size.Large, Palette.Text, TextAlign.Centre);
            y += line;
        }

        y += size.Of(12);
        foreach ((string key, string meaning) in offers)
        {
            DrawOffer(scene, size, measure, box.CentreX, y, key, meaning);
            y += row;
        }
    }

    /// <summary>A turning ring in the middle, with a word below.</summary>
    public static void DrawWaiting(Scene scene, Measures size, ITextMeasure measure, Instant now, string what)
    {
        float diameter = size.Of(56);
        Box ring = new(MathF.Round((size.Width - diameter) / 2), MathF.Round((size.Height - diameter) / 2), diameter, diameter);

        // A turn a second in thirty steps: between them nothing need be drawn.
        double turn = Math.Floor(now.Ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond * 30) / 30;
        scene.Add(new SceneItem.Spinner(ring, turn, Palette.Text));
        if (what.Length == 0)
            return;
        string text = TextFlow.Shorten(what, size.Normal, size.Width - (2 * size.Margin), measure);
        scene.Words(MathF.Round(size.Width / 2), ring.Bottom + size.Of(14), text, size.Normal, Palette.Text, TextAlign.Centre,
            MathF.Max(1, size.Of(1.5f)));
    }

    private static void DrawOffer(Scene scene, Measures size, ITextMeasure measure, float centre, float y, string key, string meaning)
    {
        float cap = measure.Width(key, size.Normal.Bold) + size.Of(18);
        float gap = size.Of(12);
        float x = centre - ((cap + gap + measure.Width(meaning, size.Normal)) / 2);
        float height = measure.LineHeight(size.Normal);
        scene.Fill(new(x, y - size.Of(2), cap, height + size.Of(4)), Palette.Raised, size.Of(5));
        scene.Words(x + (cap / 2), y, key, size.Normal.Bold, Palette.Accent, TextAlign.Centre);
        scene.Words(x + cap + gap, y, meaning, size.Normal, Palette.Text);
    }
}
