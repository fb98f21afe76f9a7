using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_version.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SdlVersion
{
    public byte Major;
    public byte Minor;
    public byte Patch;

    public readonly Version ToVersion() => new(Major, Minor, Patch);
}
