namespace Streaming.Testing;

/// <summary>The folder this project's sources lie in, found upwards from the test's own.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Streaming.sln")) ? folder.FullName : Find(folder.Parent!);
}
