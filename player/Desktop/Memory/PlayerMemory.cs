namespace Streaming.Player.Desktop.Memory;

/// <summary>What the player knows of earlier evenings: where films were left, what was opened, how loud and in which languages.</summary>
/// <remarks>
/// One small file, written as a whole under another name and renamed, so that a crash leaves the old one. A file that cannot be read is
/// left alone until something is to be remembered. Two players of one user: who writes last is remembered. From any thread.
/// </remarks>
internal sealed class PlayerMemory
{
    /// <summary>200 addresses of a few hundred bytes: 100 kB at most.</summary>
    public const int MostAddresses = 200;

    /// <summary>A file that is larger is not ours; an address longer than this is not remembered.</summary>
    private const int LargestFile = 1_000_000, LongestText = 2_000;

    private readonly Lock _gate = new();
    private readonly string? _path;
    private MemoryFile _file = new();

    /// <param name="folder">Where the file lies; null: nothing is kept.</param>
    /// <param name="note">Told in a sentence where the file cannot be used.</param>
    public PlayerMemory(string? folder, Action<string> note)
    {
        if (folder is null)
            return;
        _path = Path.Combine(folder, "player.json");
        _file = Read(_path, note);
    }

    /// <summary>How the viewer likes to watch.</summary>
    public Habits Habits
    {
        get
        {
            lock (_gate)
                return _file.Habits;
        }
    }

    /// <summary>What was opened, the latest first.</summary>
    public IReadOnlyList<RememberedAddress> Addresses
    {
        get
        {
            lock (_gate)
                return _file.Addresses;
        }
    }

    /// <summary>Where a film was left; null: at its beginning.</summary>
    public MediaTime? Resume(string address) =>
        Addresses.FirstOrDefault(one => one.Address == address)?.ResumeSeconds is { } seconds ? MediaTime.FromSeconds(seconds) : null;

    /// <summary>A film or a server was opened; where a film was left before is kept.</summary>
    public void Opened(string address, string name)
    {
        RememberedAddress? before = Addresses.FirstOrDefault(one => one.Address == address);
        Remember(new(address, name.Length > 0 ? name : before?.Name ?? "", before?.ResumeSeconds));
    }

    /// <summary>A film is left.</summary>
    public void Left(string address, string name, MediaTime position, TimeSpan? duration) =>
        Remember(new(address, name, ResumePolicy.Decide(position, duration)?.Seconds));

    public void Change(Func<Habits, Habits> change)
    {
        lock (_gate)
        {
            Habits changed = Sane(change(_file.Habits));
            if (changed != _file.Habits)
                Write(_file with { Habits = changed });
        }
    }

    private void Remember(RememberedAddress address)
    {
        if (address.Address.Length is 0 or > LongestText)
            return;
        RememberedAddress bounded = address.Name.Length > LongestText ? address with { Name = address.Name[..LongestText] } : address;
        lock (_gate)
        {
            IEnumerable<RememberedAddress> others = _file.Addresses.Where(one => one.Address != address.Address);
            Write(_file with { Addresses = [.. others.Prepend(bounded).Take(MostAddresses)] });
        }
    }

    private static MemoryFile Read(string path, Action<string> note)
    {
        try
        {
            if (!File.Exists(path))
                return new();
            MemoryFile? file = new FileInfo(path).Length <= LargestFile ? MemoryJson.TryRead(File.ReadAllText(path)) : null;
            if (file is not null)
                return Sane(file);
            note($"{path} is not what this player wrote: it is ignored, and written anew");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            note($"{path} cannot be read, so nothing is remembered: {fault.Message}");
        }

        return new();
    }

    /// <summary>A file edited by hand may lack anything.</summary>
    private static MemoryFile Sane(MemoryFile file) => new()
    {
        Habits = Sane(file.Habits ?? new()),
        Addresses =
        [
            .. (file.Addresses ?? []).Where(one => one is { Address.Length: > 0 and <= LongestText })
                .Select(one => one with { Name = one.Name ?? "", ResumeSeconds = Sane(one.ResumeSeconds) }).Take(MostAddresses),
        ],
    };

    private static Habits Sane(Habits habits) =>
        habits with { Volume = double.IsFinite(habits.Volume) ? Math.Clamp(habits.Volume, 0, 1.5) : 1 };

    private static double? Sane(double? seconds) => seconds is >= 0 and <= 1e8 ? seconds : null;

    private void Write(MemoryFile file)
    {
        _file = file;
        if (_path is null)
            return;
        string fresh = $"{_path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(fresh, MemoryJson.Write(file));
            File.Move(fresh, _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder of somebody else's: playing matters more than remembering.
        }
    }
}
