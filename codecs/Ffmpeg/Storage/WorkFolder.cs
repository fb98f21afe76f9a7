namespace Streaming.Ffmpeg.Storage;

/// <summary>Where one title is put together, beside the finished ones and under a name no title can have; gone when disposed, unless
/// published.</summary>
/// <remarks>
/// A lock file, held open, tells a folder in use from one whose maker was killed: <see cref="Sweep"/> removes only those it can lock.
/// </remarks>
internal sealed class WorkFolder : IDisposable
{
    private const string Suffix = ".part";
    private const string LockName = ".lock";

    private readonly TitleFolders _folders;
    private readonly FileStream _lock;

    public WorkFolder(TitleFolders folders, string id)
    {
        _folders = folders;
        Path = System.IO.Path.Combine(folders.Root, $".{id}-{Guid.NewGuid():N}{Suffix}");
        Directory.CreateDirectory(Path);
        _lock = new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public string Path { get; }

    /// <summary>Removes what killed imports have left behind.</summary>
    public static void Sweep(TitleFolders folders)
    {
        if (!Directory.Exists(folders.Root))
            return;
        foreach (string folder in Directory.EnumerateDirectories(folders.Root, $".*{Suffix}").ToArray())
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
                {
                    Orphans.EndIn(folder);
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Someone is at work in it, or it is another user's.
            }
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes what was needed on the way only.</summary>
    public void KeepOnly(IReadOnlyCollection<string> names)
    {
        foreach (string file in Directory.EnumerateFiles(Path).ToArray())
        {
            if (System.IO.Path.GetFileName(file) is var name && name != LockName && !names.Contains(name))
                System.IO.File.Delete(file);
        }
    }

    /// <summary>Puts the folder in the place of the title <paramref name="id"/>. Those who have the old one open keep it.</summary>
    public void Publish(string id)
    {
        string target = System.IO.Path.Combine(_folders.Root, id);
        string aside = System.IO.Path.Combine(_folders.Root, $".{id}-{Guid.NewGuid():N}{Suffix}");
        System.IO.File.Delete(File(LockName));
        if (Directory.Exists(target))
            Directory.Move(target, aside);
        Directory.Move(Path, target);
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
