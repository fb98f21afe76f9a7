using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Window.Input;

/// <summary>Makes of SDL's events what the interface understands.</summary>
internal sealed unsafe class InputReader
{
    private const int NamedKey = 1 << 30; // SDLK_SCANCODE_MASK
    private const int FirstLetter = 4; // SDL_SCANCODE_A
    private const int LeftButton = 1;
    private const byte WindowLeave = 11;
    private const byte WindowClose = 14;

    private const int Shift = 0x3;
    private const int Control = 0xC0;
    private const int LeftAlt = 0x100;
    private const int RightAlt = 0x200;
    private const int AltGr = 0x4000; // KMOD_MODE

    // What the last key down was: the text it types comes in an event of its own.
    private char _position;
    private bool _isRepeat;

    /// <param name="what">An event of SDL; what was dropped is freed.</param>
    /// <param name="pixelsPerPoint">SDL counts the mouse's place in points.</param>
    public bool TryRead(ref SdlEvent what, float pixelsPerPoint, [NotNullWhen(true)] out InputEvent? input)
    {
        input = what.Kind switch
        {
            SdlEventKind.Quit => new InputEvent.Closed(),
            SdlEventKind.Window when what.WindowEvent == WindowClose => new InputEvent.Closed(),
            SdlEventKind.Window when what.WindowEvent == WindowLeave => new InputEvent.PointerLeft(),
            SdlEventKind.KeyDown => ReadKey(what.Scancode, what.Keycode, what.KeyModifiers, what.KeyRepeat != 0),
            SdlEventKind.TextInput => ReadText(TextOf(ref what), (int)SdlNative.GetModState()),
            SdlEventKind.MouseMotion => new InputEvent.PointerMoved(what.X * pixelsPerPoint, what.Y * pixelsPerPoint),
            SdlEventKind.MouseButtonDown when what.Button == LeftButton =>
                new InputEvent.PointerDown(what.X * pixelsPerPoint, what.Y * pixelsPerPoint, what.Clicks),
            SdlEventKind.MouseButtonUp when what.Button == LeftButton =>
                new InputEvent.PointerUp(what.X * pixelsPerPoint, what.Y * pixelsPerPoint),
            SdlEventKind.MouseWheel => new InputEvent.Wheel(what.WheelY),
            SdlEventKind.DropFile or SdlEventKind.DropText => new InputEvent.Dropped(Take(what.Dropped)),
            _ => null,
        };
        return input is not null;
    }

    /// <summary>A key goes down. Null for one that types, which is told by <see cref="ReadText"/>.</summary>
    internal InputEvent? ReadKey(int scancode, int keycode, int modifiers, bool isRepeat)
    {
        _position = PositionOf(scancode, (modifiers & Shift) != 0);
        _isRepeat = isRepeat;
        KeyModifiers held = ((modifiers & Shift) != 0 ? KeyModifiers.Shift : 0) | ((modifiers & Control) != 0 ? KeyModifiers.Control : 0)
            | ((modifiers & (LeftAlt | RightAlt)) != 0 ? KeyModifiers.Alt : 0);
        if (NamedOf(keycode) is { } key)
        {
            // Shift or Alt beside an arrow changes nothing; Alt+Enter is full screen in many players.
            if (key == Key.Enter && held == KeyModifiers.Alt)
                return new InputEvent.Press(Key.F11, IsRepeat: isRepeat);
            return new InputEvent.Press(key, held & KeyModifiers.Control, IsRepeat: isRepeat);
        }

        bool isCommand = (held & (KeyModifiers.Control | KeyModifiers.Alt)) != 0 && (modifiers & AltGr) == 0;
        char letter = keycode is >= 'a' and <= 'z' ? (char)keycode : LetterAt(scancode);
        return isCommand && letter != '\0' ? new InputEvent.Press(Key.Letter, held & ~KeyModifiers.Shift, letter, isRepeat) : null;
    }

    /// <summary>Text was typed. Null for what a key with Ctrl or Alt leaves behind.</summary>
    internal InputEvent? ReadText(string text, int modifiers)
    {
        // The right Alt key makes '[', '#' or '@' on many keyboards; a plain letter with it is a command.
        bool isLetter = text.Length == 1 && char.IsAsciiLetter(text[0]);
        bool isCommand = (modifiers & LeftAlt) != 0 || ((modifiers & Control) != 0 && (modifiers & (RightAlt | AltGr)) == 0)
            || ((modifiers & RightAlt) != 0 && (modifiers & AltGr) == 0 && isLetter);
        return text.Length == 0 || isCommand ? null : new InputEvent.Typed(text, _position, _isRepeat);
    }

    private static Key? NamedOf(int keycode) => keycode switch
    {
        13 or (NamedKey | 88) => Key.Enter,
        27 => Key.Escape,
        8 => Key.Backspace,
        9 => Key.Tab,
        127 => Key.Delete,
        NamedKey | 58 => Key.F1,
        NamedKey | 68 => Key.F11,
        NamedKey | 74 => Key.Home,
        NamedKey | 75 => Key.PageUp,
        NamedKey | 77 => Key.End,
        NamedKey | 78 => Key.PageDown,
        NamedKey | 79 => Key.Right,
        NamedKey | 80 => Key.Left,
        NamedKey | 81 => Key.Down,
        NamedKey | 82 => Key.Up,
        _ => null,
    };

    private static char LetterAt(int scancode) =>
        scancode is >= FirstLetter and < FirstLetter + 26 ? (char)('a' + scancode - FirstLetter) : '\0';

    /// <summary>What a key types on a keyboard of the United States.</summary>
    private static char PositionOf(int scancode, bool isShifted)
    {
        char letter = LetterAt(scancode);
        if (letter != '\0')
            return isShifted ? char.ToUpperInvariant(letter) : letter;
        return scancode switch
        {
            38 => '9', 39 => '0', 47 => '[', 48 => ']', 56 => isShifted ? '?' : '/', 32 => isShifted ? '#' : '3', _ => '\0',
        };
    }

    private static string TextOf(ref SdlEvent what)
    {
        fixed (byte* text = what.Text)
            return Marshal.PtrToStringUTF8((nint)text) ?? "";
    }

    private static string Take(nint dropped)
    {
        string text = Marshal.PtrToStringUTF8(dropped) ?? "";
        SdlNative.Free(dropped);
        return text;
    }
}
