using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>The decoding hardware of this machine. Devices are opened once and shared; one that does not open is not tried again.</summary>
internal static unsafe class HardwareDevices
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, DeviceHandle?> Opened = [];

    /// <summary>Kinds of devices by their names in the library, the best first.</summary>
    private static IReadOnlyList<string> Kinds =>
        OperatingSystem.IsMacOS() ? ["videotoolbox"] : OperatingSystem.IsWindows() ? ["d3d11va", "cuda"] : ["vaapi", "cuda"];

    /// <summary>A device that the decoder can use.</summary>
    /// <param name="pixels">The pixel format by which its frames are known.</param>
    public static bool TryFind(
        string decoder, [NotNullWhen(true)] out DeviceHandle? device, [NotNullWhen(true)] out string? kind, out int pixels)
    {
        (device, kind, pixels) = (null, null, 0);
        nint codec = AvCodec.FindDecoder(decoder);
        if (codec == 0 || Libraries.Loaded.DeviceOffset is null)
            return false;
        foreach (string name in Kinds)
        {
            int type = AvUtil.FindDeviceType(name);
            if (type == 0 || !Supports(codec, type, out pixels) || Open(name, type) is not { } opened)
                continue;
            (device, kind) = (opened, name);
            return true;
        }

        return false;
    }

    private static bool Supports(nint codec, int type, out int pixels)
    {
        pixels = 0;
        int index = 0;
        for (int* entry; (entry = AvCodec.HardwareConfiguration(codec, index)) != null; index++)
        {
            if (entry[2] != type || (entry[1] & AvCodec.ByDevice) == 0)
                continue;
            pixels = entry[0];
            return true;
        }

        return false;
    }

    private static DeviceHandle? Open(string name, int type)
    {
        lock (Gate)
        {
            if (Opened.TryGetValue(name, out DeviceHandle? known))
                return known;
            nint pointer = 0;
            DeviceHandle? device = AvUtil.CreateDevice(&pointer, type, null, 0, 0) >= 0 && pointer != 0 ? new(pointer) : null;
            Opened[name] = device;
            return device;
        }
    }
}
