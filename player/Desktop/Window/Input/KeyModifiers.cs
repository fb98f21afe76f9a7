namespace Streaming.Player.Desktop.Window.Input;

/// <summary>What is held down beside a key.</summary>
[Flags]
internal enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Control = 2,
    Alt = 4,
}
