using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_Event, a union of 56 bytes on 64-bit systems; only what is read here has a name.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal unsafe struct SdlEvent
{
    [FieldOffset(0)]
    public SdlEventKind Kind;

    [FieldOffset(12)]
    public byte WindowEvent;

    /// <summary>Of a key that is held down: not the first press.</summary>
    [FieldOffset(13)]
    public byte KeyRepeat;

    /// <summary>Where the key is, as on a keyboard of the United States (SDL_Scancode).</summary>
    [FieldOffset(16)]
    public int Scancode;

    /// <summary>What the key means in the viewer's layout (SDL_Keycode).</summary>
    [FieldOffset(20)]
    public int Keycode;

    [FieldOffset(24)]
    public ushort KeyModifiers;

    /// <summary>UTF-8, ended by a zero byte.</summary>
    [FieldOffset(12)]
    public fixed byte Text[32];

    [FieldOffset(16)]
    public byte Button;

    [FieldOffset(18)]
    public byte Clicks;

    /// <summary>Of a motion or a button, in points of the window.</summary>
    [FieldOffset(20)]
    public int X;

    [FieldOffset(24)]
    public int Y;

    [FieldOffset(28)]
    public float WheelX;

    [FieldOffset(32)]
    public float WheelY;

    /// <summary>What was dropped, UTF-8, to be freed by <see cref="SdlNative.Free"/>.</summary>
    [FieldOffset(8)]
    public nint Dropped;
}
