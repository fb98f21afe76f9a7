namespace Streaming.Player.Desktop.Window.Input;

/// <summary>Keys that type nothing, and <see cref="Letter"/> for one that does while Ctrl or Alt is held.</summary>
internal enum Key
{
    Letter,
    Enter,
    Escape,
    Backspace,
    Delete,
    Tab,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
    F11,
}
