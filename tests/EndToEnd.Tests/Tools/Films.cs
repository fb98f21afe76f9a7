namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>The real films, where this machine has them: beside the repository, or where STREAMING_MEDIA says.</summary>
internal static class Films
{
    public static readonly string? Folder = Find();

    public static string Path(string film)
    {
        Assert.SkipUnless(Folder is not null, "the real films are not on this machine (shared/media beside the repository, or STREAMING_MEDIA)");
        return System.IO.Path.Combine(Folder!, film);
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("STREAMING_MEDIA");
        if (named is not null)
            return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Streaming.sln")))
                continue;
            string beside = System.IO.Path.Combine(at.Parent?.FullName ?? "/", "shared", "media");
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}
