namespace Streaming.Server.Host.Configuration;

/// <summary>A value somebody gave to a key, and where.</summary>
/// <param name="Path">As in <see cref="ConfigurationKey.Path"/>, not yet known to exist.</param>
/// <param name="Values">One text, or those of a list.</param>
/// <param name="Where">For messages: <c>streaming.yml:12</c>, <c>STREAMING__RTSP__PORT</c>, <c>--rtsp</c>.</param>
/// <param name="Folder">The folder from which relative paths count.</param>
/// <param name="Line">In the file; 0 for what stands elsewhere.</param>
internal sealed record Setting(string Path, IReadOnlyList<string> Values, string Where, string Folder, int Line = 0)
{
    public Setting WithAbsolutePaths() => this with { Values = [.. Values.Select(Absolute)] };

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
