namespace Streaming.Server.Host.Commands;

/// <summary>The folder for what nobody configured.</summary>
internal static class HomeFolder
{
    /// <summary>The repository this program was built in, else (a published program) the current folder.</summary>
    public static string Path { get; } = Find(new(AppContext.BaseDirectory)) ?? Directory.GetCurrentDirectory();

    private static string? Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Streaming.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
