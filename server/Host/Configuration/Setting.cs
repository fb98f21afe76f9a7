using System.Globalization;

namespace Streaming.Server.Host.Configuration;

/// <summary>A value somebody gave to a key, and where.</summary>
/// <param name="Path">As in <see cref="ConfigurationKey{TOptions}.Path"/>, not yet known to exist.</param>
/// <param name="Values">One text, or those of a list.</param>
/// <param name="Source">For messages: <c>streaming.yml</c>, <c>STREAMING__RTSP__PORT</c>, <c>--rtsp</c>.</param>
/// <param name="Folder">The folder from which relative paths count.</param>
/// <param name="Line">In the file; 0 for what stands elsewhere.</param>
internal sealed record Setting(string Path, IReadOnlyList<string> Values, string Source, string Folder, int Line = 0)
{
    /// <summary>Where each of the values stands, of a list in a file.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    /// <summary>For messages: <c>streaming.yml:12</c>, or the name of the source where it has no lines.</summary>
    public string Place => PlaceOf(Line);

    public Setting WithAbsolutePaths() => this with { Values = [.. Values.Select(Absolute)] };

    public ConfigurationMistake Mistake(string text) => Mistake(text, Line);

    /// <summary>What is wrong with one value of the list.</summary>
    public ConfigurationMistake Mistake(int entry, string text) => Mistake(text, entry < Lines.Count ? Lines[entry] : Line);

    private ConfigurationMistake Mistake(string text, int line) => new(PlaceOf(line), text, line);

    private string PlaceOf(int line) => line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}:{line}");

    private string Absolute(string path)
    {
        // What is no path at all is left for the key to complain about.
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return path;
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path, Folder));
    }
}
