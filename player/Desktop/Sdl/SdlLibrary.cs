using System.Reflection;
using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>Finds SDL2 and SDL2_ttf under the names they have on each system, and checks their versions once.</summary>
internal static class SdlLibrary
{
    public const string Sdl = "SDL2";
    public const string Ttf = "SDL2_ttf";
    public const string HowToGet = "apt-get install libsdl2-2.0-0 libsdl2-ttf-2.0-0";

    // SDL_RenderGeometry came with 2.0.18; TTF_SetFontSize with 2.0.18 of SDL2_ttf, which counts apart.
    private static readonly Version Oldest = new(2, 0, 18);
    private static readonly Lock Gate = new();
    private static bool _isResolving;
    private static bool _isChecked;

    /// <exception cref="SdlException">One of them is missing or too old.</exception>
    public static void Require()
    {
        lock (Gate)
        {
            if (_isChecked)
                return;
            Resolve();
            try
            {
                CheckSdl();
                CheckTtf();
            }
            catch (DllNotFoundException fault)
            {
                string name = fault.Message.Contains(Ttf, StringComparison.Ordinal) ? "SDL2_ttf" : "SDL2";
                throw new SdlException($"{name} is missing: {HowToGet}");
            }
            catch (EntryPointNotFoundException)
            {
                throw new SdlException($"the SDL2 that is installed is too old: {HowToGet}");
            }

            _isChecked = true;
        }
    }

    private static void Resolve()
    {
        if (_isResolving)
            return;
        NativeLibrary.SetDllImportResolver(typeof(SdlLibrary).Assembly, Find);
        _isResolving = true;
    }

    /// <summary>The names are those of releases, not of development packages: nothing more than the library itself need be there.</summary>
    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        string[] candidates = name switch
        {
            Sdl => ["libSDL2-2.0.so.0", "SDL2.dll", "libSDL2-2.0.0.dylib", "libSDL2.so"],
            Ttf => ["libSDL2_ttf-2.0.so.0", "SDL2_ttf.dll", "libSDL2_ttf-2.0.0.dylib", "libSDL2_ttf.so"],
            _ => [],
        };
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out nint library))
                return library;
        }

        return 0;
    }

    private static void CheckSdl()
    {
        SdlNative.GetVersion(out SdlVersion version);
        Check("SDL2", version);
    }

    private static void CheckTtf() => Check("SDL2_ttf", Marshal.PtrToStructure<SdlVersion>(TtfNative.LinkedVersion()));

    private static void Check(string name, SdlVersion version)
    {
        if (version.Major != 2 || version.ToVersion() < Oldest)
            throw new SdlException($"{name} {version.ToVersion()} is not one this player knows (2.0.18 or later, below 3): {HowToGet}");
    }
}
