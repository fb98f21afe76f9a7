using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_Vertex: a corner of a triangle, its colour, and its place in a texture (unused).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SdlVertex(float X, float Y, SdlColour Colour, float U, float V);
