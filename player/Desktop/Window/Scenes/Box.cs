namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>A rectangle in pixels of the window, from its upper left corner.</summary>
internal readonly record struct Box(float X, float Y, float Width, float Height)
{
    private const double Sliver = 2;

    public float Right => X + Width;

    public float Bottom => Y + Height;

    public float CentreX => X + (Width / 2);

    public float CentreY => Y + (Height / 2);

    public bool Contains(float x, float y) => x >= X && x < Right && y >= Y && y < Bottom;

    /// <summary>Smaller on every side; larger where negative.</summary>
    public Box Inset(float by) => new(X + by, Y + by, Width - (2 * by), Height - (2 * by));

    /// <summary>The largest rectangle of a shape that fits in, in its middle, on whole pixels; a gap of a pixel or two is filled rather
    /// than left black.</summary>
    /// <param name="aspect">Width to height.</param>
    public Box Fit(double aspect)
    {
        double width = Math.Min(Width, Height * aspect);
        double height = Math.Min(Height, Width / aspect);
        float w = Width - width <= Sliver ? Width : (float)Math.Round(width);
        float h = Height - height <= Sliver ? Height : (float)Math.Round(height);
        return new(MathF.Round(X + ((Width - w) / 2)), MathF.Round(Y + ((Height - h) / 2)), w, h);
    }
}
