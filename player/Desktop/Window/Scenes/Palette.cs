namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>The few colours of the player.</summary>
internal static class Palette
{
    public static readonly Colour Black = new(0, 0, 0);
    public static readonly Colour Shade = new(0, 0, 0, 190);
    public static readonly Colour Ground = new(16, 17, 20);
    public static readonly Colour Panel = new(16, 17, 20, 225);
    public static readonly Colour Raised = new(38, 41, 48);
    public static readonly Colour Text = new(240, 241, 243);
    public static readonly Colour Dim = new(164, 168, 176);
    public static readonly Colour Faint = new(255, 255, 255, 50);
    public static readonly Colour Accent = new(84, 164, 255);
    public static readonly Colour Good = new(104, 211, 145);
    public static readonly Colour Warning = new(246, 190, 92);
    public static readonly Colour Bad = new(245, 101, 101);
    public static readonly Colour Violet = new(178, 148, 255);

    /// <summary>The second language of the subtitles.</summary>
    public static readonly Colour Second = new(255, 226, 138);
}
