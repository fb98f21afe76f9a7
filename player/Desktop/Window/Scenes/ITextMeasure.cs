namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>How much room text takes in the fonts there are.</summary>
internal interface ITextMeasure
{
    /// <summary>Of one line, in pixels.</summary>
    float Width(string text, TextLook look);

    /// <summary>From one line to the next, in pixels.</summary>
    float LineHeight(TextLook look);
}
