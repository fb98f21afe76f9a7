namespace Streaming.Player.Desktop.Window;

/// <summary>What fills the window.</summary>
internal enum ScreenKind
{
    /// <summary>The titles to choose from.</summary>
    Titles,
    Film,
}
