using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_Rect.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SdlClip(int X, int Y, int Width, int Height);
