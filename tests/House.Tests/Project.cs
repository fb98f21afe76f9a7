using System.Xml.Linq;
using Streaming.Testing;

namespace Streaming.House.Tests;

/// <summary>What a project file says.</summary>
/// <param name="References">The projects it may use, by name.</param>
internal sealed record Project(string Path, IReadOnlyList<string> References, bool IsCore, bool HasVersions)
{
    /// <summary>By path from the root.</summary>
    public static IReadOnlyDictionary<string, Project> All { get; } =
        SourceFile.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).ToDictionary(path => path, Read);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    private static Project Read(string path)
    {
        XDocument file = XDocument.Load(System.IO.Path.Combine(Repository.Root, path));
        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(each => System.IO.Path.GetFileNameWithoutExtension(each.Attribute("Include")!.Value.Replace('\\', '/')));
        bool isCore = file.Descendants("IsCore").Any(each => each.Value == "true");
        bool hasVersions = file.Descendants("PackageReference").Any(each => each.Attribute("Version") is not null);
        return new(path, [.. references.Order()], isCore, hasVersions);
    }
}
