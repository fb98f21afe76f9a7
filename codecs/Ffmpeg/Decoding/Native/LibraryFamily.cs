namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>The major versions of the four libraries that are released together: mixing them crashes.</summary>
/// <param name="Release">FFmpeg's own major version.</param>
internal sealed record LibraryFamily(int Release, int Util, int Codec, int Scale, int Resample)
{
    /// <summary>Newest first.</summary>
    public static readonly IReadOnlyList<LibraryFamily> Known =
    [
        new(7, 59, 61, 8, 5),
        new(6, 58, 60, 7, 4),
        new(5, 57, 59, 6, 4),
        new(4, 56, 58, 5, 3),
    ];

    /// <summary>The library's name in bindings, and its major version in this family.</summary>
    public IReadOnlyList<(string Name, int Major)> Members =>
    [
        (Libraries.Util, Util), (Libraries.Resample, Resample), (Libraries.Codec, Codec), (Libraries.Scale, Scale),
    ];

    /// <summary>What the file of a library may be called on this system.</summary>
    public static IReadOnlyList<string> FilesOf(string name, int major)
    {
        if (OperatingSystem.IsWindows())
            return [$"{name}-{major}.dll"];
        if (!OperatingSystem.IsMacOS())
            return [$"lib{name}.so.{major}"];

        // Homebrew's folder on Apple's processors is not among those that are searched.
        string file = $"lib{name}.{major}.dylib";
        return [file, $"/opt/homebrew/lib/{file}", $"/usr/local/lib/{file}"];
    }
}
