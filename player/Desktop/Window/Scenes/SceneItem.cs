using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>One thing to be drawn. Equal items look the same.</summary>
internal abstract record SceneItem
{
    private SceneItem()
    {
    }

    /// <summary>A filled rectangle.</summary>
    /// <param name="Radius">Of its rounded corners.</param>
    public sealed record Fill(Box Box, Colour Colour, float Radius = 0) : SceneItem;

    /// <summary>A rectangle whose colour goes from top to bottom.</summary>
    public sealed record Fade(Box Box, Colour Top, Colour Bottom) : SceneItem;

    /// <summary>One line of text; <paramref name="Y"/> is its upper edge.</summary>
    /// <param name="Outline">Width of the black edge around each letter; 0 for none.</param>
    public sealed record Words(float X, float Y, string Text, TextLook Look, Colour Colour, TextAlign Align = TextAlign.Left,
        float Outline = 0)
        : SceneItem;

    /// <summary>A line through values, the first at the left edge, the last at the right one.</summary>
    /// <param name="Low">The value at the lower edge.</param>
    /// <param name="Full">How many values fill the width; fewer begin further to the right.</param>
    public sealed record Trace(Box Box, IReadOnlyList<float> Values, float Low, float High, int Full, Colour Colour, float Thickness,
        bool IsFilled)
        : SceneItem;

    public sealed record Symbol(Box Box, SymbolKind Kind, Colour Colour) : SceneItem;

    /// <summary>A ring of which a part is brighter.</summary>
    /// <param name="Turn">Where that part is, from 0 to 1, clockwise from the top.</param>
    public sealed record Spinner(Box Box, double Turn, Colour Colour) : SceneItem;

    /// <summary>The film's picture; the box is that of the turned picture.</summary>
    /// <param name="Rotation">Clockwise: 0, 90, 180, 270.</param>
    public sealed record Picture(Box Box, int Rotation) : SceneItem;

    public sealed record Slide(Box Box) : SceneItem;

    public sealed record Thumbnail(Box Box, VideoFrame Frame) : SceneItem;

    /// <summary>What follows is drawn within the box only; null for everywhere again.</summary>
    public sealed record Clip(Box? Box) : SceneItem;
}
