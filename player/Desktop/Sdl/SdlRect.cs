using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_FRect: pixels from the upper left corner.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SdlRect(float X, float Y, float Width, float Height);
