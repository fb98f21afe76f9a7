namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>How large things are in a window: they grow with it, but slower, so that 640×360 is legible and 3840×2160 not crude.</summary>
internal readonly record struct Measures(float Width, float Height)
{
    /// <summary>1 at 1280×720, 0.7 at 640×360, 2.2 at 3840×2160.</summary>
    public float Scale => (float)(0.4 + (0.6 * Math.Clamp(Math.Min(Width / 1280, Height / 720), 0.25, 6)));

    public float Margin => MathF.Round(20 * Scale);

    public TextLook Small => new(MathF.Max(11, MathF.Round(15 * Scale)));

    public TextLook Normal => new(MathF.Max(11, MathF.Round(18 * Scale)));

    public TextLook Large => new(MathF.Round(26 * Scale));

    /// <summary>Subtitles are read from where the whole picture is seen: they grow with it.</summary>
    public TextLook Subtitle => new(MathF.Max(14, MathF.Round(Math.Min(Height, Width * 0.75f) * 0.056f)));

    public TextLook SecondSubtitle => new(MathF.Max(13, MathF.Round(Subtitle.Size * 0.85f)));

    public float Of(float points) => MathF.Round(points * Scale);
}
