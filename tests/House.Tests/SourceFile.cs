using Streaming.Testing;

namespace Streaming.House.Tests;

/// <summary>A file of the tree, by its path from the root with forward slashes.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    // What builds, runs and tests leave behind; .gitignore has the same.
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "data", "library", "TestResults", "node_modules"];

    /// <summary>Everything below the root that people write: no build output, no hidden folders.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        [.. Walk(new(Repository.Root)).Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order()];

    /// <summary>All C# files.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
        [.. Paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(Read)];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The folder of the project it belongs to, and what comes between that and the file.</summary>
    public (string Project, string Folder) Place
    {
        get
        {
            string folder = System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');
            string? project = Project.All.Keys.FirstOrDefault(path => $"{folder}/".StartsWith($"{System.IO.Path.GetDirectoryName(path)}/"));
            Assert.True(project is not null, $"{Path} belongs to no project");
            return (project, folder[System.IO.Path.GetDirectoryName(project)!.Length..].Trim('/'));
        }
    }

    public static SourceFile Read(string path) => new(path, File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path)));

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
            yield return file.FullName;
        foreach (DirectoryInfo inner in folder.EnumerateDirectories())
        {
            if (inner.Name.StartsWith('.') || NotOurs.Contains(inner.Name) || inner.LinkTarget is not null)
                continue;
            foreach (string file in Walk(inner))
                yield return file;
        }
    }
}
