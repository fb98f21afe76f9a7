namespace Streaming.Player.Desktop.Window.Input;

/// <summary>What the viewer did. Places are in pixels of the window.</summary>
internal abstract record InputEvent
{
    private InputEvent()
    {
    }

    /// <summary>A key that types nothing, or a letter with Ctrl or Alt.</summary>
    /// <param name="Letter">Lower case, for <see cref="Input.Key.Letter"/> only.</param>
    /// <param name="IsRepeat">It is held down: not the first.</param>
    public sealed record Press(Key Key, KeyModifiers Modifiers = KeyModifiers.None, char Letter = '\0', bool IsRepeat = false) : InputEvent;

    /// <summary>Text as the viewer's layout makes it: '#' and '[' are wherever they are there.</summary>
    /// <param name="Position">What the same key types on a keyboard of the United States; it decides where the layout has no Latin letters.
    /// Zero where unknown.</param>
    /// <param name="IsRepeat">The key is held down: not the first.</param>
    public sealed record Typed(string Text, char Position = '\0', bool IsRepeat = false) : InputEvent;

    public sealed record PointerMoved(float X, float Y) : InputEvent;

    public sealed record PointerLeft : InputEvent;

    /// <summary>The left button goes down.</summary>
    /// <param name="Clicks">2 for the second of a double click.</param>
    public sealed record PointerDown(float X, float Y, int Clicks = 1) : InputEvent;

    public sealed record PointerUp(float X, float Y) : InputEvent;

    /// <summary>Up is positive, one notch is 1.</summary>
    public sealed record Wheel(float By) : InputEvent;

    /// <summary>An address was dropped on the window, or pasted.</summary>
    public sealed record Dropped(string Text, bool IsPasted = false) : InputEvent;

    /// <summary>The window is to be closed.</summary>
    public sealed record Closed : InputEvent;
}
