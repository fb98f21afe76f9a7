using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>AVChannelLayout, from 5.1 on: part of the binary interface, and the same since.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChannelLayoutValue
{
    public const int Size = 24;

    /// <summary>AV_CHANNEL_ORDER_NATIVE: the channels are those of the mask.</summary>
    public const int Native = 1;

    public int Order;
    public int Count;
    public ulong Mask;
    public nint Opaque;

    /// <summary>Front left and front right.</summary>
    public static ChannelLayoutValue Stereo => new() { Order = Native, Count = 2, Mask = 3 };
}
