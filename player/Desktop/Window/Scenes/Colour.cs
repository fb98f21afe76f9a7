namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>Red, green and blue, and how much of it covers what is below: 255 all of it.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue, byte Alpha = 255)
{
    /// <summary>The same, seen through.</summary>
    /// <param name="share">From 0 to 1.</param>
    public Colour Faded(double share) => this with { Alpha = (byte)Math.Clamp(Math.Round(Alpha * share), 0, 255) };
}
