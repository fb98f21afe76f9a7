namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>Which point of a line of text its position names.</summary>
internal enum TextAlign
{
    Left,
    Centre,
    Right,
}
