namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>How text is set.</summary>
/// <param name="Size">Of the font, in pixels.</param>
internal readonly record struct TextLook(float Size, bool IsBold = false)
{
    public TextLook Bold => this with { IsBold = true };
}
