using System.Diagnostics.CodeAnalysis;

namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>Everything in the window at one moment, the lowest first.</summary>
internal sealed class Scene
{
    private readonly List<SceneItem> _items = [];

    public IReadOnlyList<SceneItem> Items => _items;

    public void Add(SceneItem item) => _items.Add(item);

    public void Fill(Box box, Colour colour, float radius = 0) => _items.Add(new SceneItem.Fill(box, colour, radius));

    public void Words(float x, float y, string text, TextLook look, Colour colour, TextAlign align = TextAlign.Left, float outline = 0)
    {
        if (text.Length > 0)
            _items.Add(new SceneItem.Words(x, y, text, look, colour, align, outline));
    }

    /// <summary>Whether it would look the same; then nothing need be drawn.</summary>
    public bool LooksLike([NotNullWhen(true)] Scene? other) => other is not null && _items.SequenceEqual(other._items);
}
