using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_AudioSpec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SdlAudioSpec
{
    /// <summary>AUDIO_F32LSB; SDL converts to what the device takes.</summary>
    public const ushort Float = 0x8120;

    public int Frequency;
    public ushort Format;
    public byte Channels;
    public byte Silence;

    /// <summary>Samples of each channel that one call asks for.</summary>
    public ushort Frames;

    public ushort Padding;
    public uint Size;
    public delegate* unmanaged[Cdecl]<nint, float*, int, void> Callback;
    public nint UserData;
}
