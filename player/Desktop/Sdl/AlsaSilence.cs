using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>Keeps ALSA from writing to standard error what SDL tells anyway: ten lines for a machine without a sound card.</summary>
internal static unsafe class AlsaSilence
{
    private static int _isKept;

    /// <summary>Once is enough; where there is no ALSA nothing happens.</summary>
    public static void Keep()
    {
        if (Interlocked.Exchange(ref _isKept, 1) != 0 || !NativeLibrary.TryLoad("libasound.so.2", out nint library))
            return;

        // The library stays loaded: SDL loads the same one.
        if (NativeLibrary.TryGetExport(library, "snd_lib_error_set_handler", out nint function))
            _ = ((delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<void>, int>)function)(&Nothing);
    }

    // ALSA hands over file, line and words; a callee that takes none of them is as good (the caller cleans up).
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Nothing()
    {
    }
}
