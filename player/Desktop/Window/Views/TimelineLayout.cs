using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Where the parts of the timeline are, for drawing and for the mouse alike.</summary>
/// <param name="Area">All of it: while the mouse is here it stays.</param>
/// <param name="Bar">The line itself.</param>
/// <param name="Target">Where a click is meant for the line.</param>
internal readonly record struct TimelineLayout(Box Area, Box Bar, Box Target, Box Play, Box Speaker, Box Volume)
{
    public static TimelineLayout Of(Measures size)
    {
        float height = size.Of(66);
        float margin = size.Margin;
        Box area = new(0, size.Height - height, size.Width, height);
        float row = size.Of(26);
        float middle = area.Bottom - size.Of(22);
        float barHeight = MathF.Max(3, size.Of(5));
        Box bar = new(margin, area.Y + size.Of(16), size.Width - (2 * margin), barHeight);
        Box target = new(bar.X - (margin / 2), bar.CentreY - size.Of(12), bar.Width + margin, size.Of(24));
        Box play = new(margin, middle - (row / 2), row, row);
        float volumeWidth = size.Of(84);
        Box volume = new(size.Width - margin - volumeWidth, middle - (row / 2), volumeWidth, row);
        Box speaker = new(volume.X - row - size.Of(8), middle - (row / 2), row, row);
        return new(area, bar, target, play, speaker, volume);
    }

    /// <summary>The position a place on the line stands for.</summary>
    public MediaTime At(float x, TimeSpan duration) => new((long)(Math.Clamp(((double)x - Bar.X) / Bar.Width, 0, 1) * duration.Ticks));

    /// <summary>Where a position is on the line.</summary>
    public float X(MediaTime at, TimeSpan duration) =>
        Bar.X + (float)(duration.Ticks <= 0 ? 0 : Math.Clamp(at.Ticks / (double)duration.Ticks, 0, 1) * Bar.Width);

    /// <summary>The volume a place on its line stands for.</summary>
    public double VolumeAt(float x) => Math.Round(Math.Clamp(((double)x - Volume.X) / Volume.Width, 0, 1) * TimelineView.LoudestByMouse, 2);
}
