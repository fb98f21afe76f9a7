using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_Color, not premultiplied.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SdlColour(byte Red, byte Green, byte Blue, byte Alpha);
