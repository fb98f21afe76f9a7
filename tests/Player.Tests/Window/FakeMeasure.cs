using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Tests.Window;

/// <summary>Letters that are all as wide: half the size of the font.</summary>
internal sealed class FakeMeasure : ITextMeasure
{
    public static readonly FakeMeasure One = new();

    public float Width(string text, TextLook look) => text.Length * look.Size / 2;

    public float LineHeight(TextLook look) => look.Size * 1.2f;
}
