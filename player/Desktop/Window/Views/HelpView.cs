using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>All keys on one page.</summary>
internal static class HelpView
{
    public static void Draw(Scene scene, Measures size, ITextMeasure measure)
    {
        List<KeyBinding> rows = [.. KeyBindings.All.Where(each => each.Meaning.Length > 0)];
        const int Columns = 2;
        int perColumn = (rows.Count + Columns - 1) / Columns;
        float lineHeight = MathF.Round(measure.LineHeight(size.Normal) * 1.3f);
        float title = measure.LineHeight(size.Large) + size.Of(14);
        float inner = size.Of(24);
        float width = MathF.Min(size.Width - size.Margin, size.Of(900));
        float height = title + (perColumn * lineHeight) + (2 * inner);
        scene.Fill(new(0, 0, size.Width, size.Height), Palette.Black.Faded(0.45));
        Box box = new(MathF.Round((size.Width - width) / 2), MathF.Round(MathF.Max(0, (size.Height - height) / 2)), width, height);
        scene.Fill(box, Palette.Panel, size.Of(10));
        scene.Words(box.X + inner, box.Y + inner, "Keys", size.Large.Bold, Palette.Text);

        float column = (box.Width - (2 * inner)) / Columns;
        float keys = rows.Max(each => measure.Width(each.Shown, size.Normal.Bold)) + size.Of(14);
        foreach ((int index, KeyBinding row) in rows.Index())
        {
            float x = box.X + inner + (index / perColumn * column);
            float y = box.Y + inner + title + (index % perColumn * lineHeight);
            scene.Words(x, y, row.Shown, size.Normal.Bold, Palette.Accent);
            scene.Words(x + keys, y, TextFlow.Shorten(row.Meaning, size.Normal, column - keys - size.Of(8), measure), size.Normal,
                Palette.Text);
        }
    }
}
