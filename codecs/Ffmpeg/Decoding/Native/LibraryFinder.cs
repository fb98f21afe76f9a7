using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Finds the newest family of libraries of which all four are there.</summary>
internal static unsafe class LibraryFinder
{
    /// <summary>Names a folder to take the libraries from, and from nowhere else.</summary>
    public const string FolderVariable = "STREAMING_FFMPEG";

    /// <param name="open">The handle of the library in a file so named; 0 where there is none.</param>
    public static bool TryFind(Func<string, nint> open, [NotNullWhen(true)] out Libraries? found, out string trouble)
    {
        found = null;
        trouble = FfmpegLibraries.Missing;
        foreach (LibraryFamily family in LibraryFamily.Known)
        {
            Dictionary<string, nint> handles = [];
            foreach ((string name, int major) in family.Members)
            {
                nint handle = LibraryFamily.FilesOf(name, major).Select(open).FirstOrDefault(handle => handle != 0);
                if (handle == 0)
                    break;
                handles[name] = handle;
            }

            if (handles.Count < family.Members.Count)
                continue;
            if (WrongVersion(family, handles) is { } wrong)
            {
                trouble = wrong;
                continue;
            }

            found = new(family, handles);
            trouble = "";
            return true;
        }

        return false;
    }

    /// <summary>Where the system looks for libraries, or in the folder that the environment names.</summary>
    public static nint Open(string file)
    {
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        string path = string.IsNullOrEmpty(folder) ? file : Path.Combine(folder, file);
        return NativeLibrary.TryLoad(path, out nint handle) ? handle : 0;
    }

    public static int MajorOf(uint version) => (int)(version >> 16);

    public static string Show(uint version) => $"{version >> 16}.{(version >> 8) & 0xff}.{version & 0xff}";

    /// <summary>A file may be named after one version and hold another.</summary>
    private static string? WrongVersion(LibraryFamily family, Dictionary<string, nint> handles)
    {
        foreach ((string name, int major) in family.Members)
        {
            if (!NativeLibrary.TryGetExport(handles[name], $"{name}_version", out nint address))
                return $"lib{name} {major} is not FFmpeg's: it has no {name}_version";
            uint version = ((delegate* unmanaged[Cdecl]<uint>)address)();
            if (MajorOf(version) != major)
                return $"lib{name} {major} says that it is version {Show(version)}: reinstall FFmpeg's libraries";
        }

        return null;
    }
}
