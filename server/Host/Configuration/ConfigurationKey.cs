namespace Streaming.Server.Host.Configuration;

/// <summary>One line of the configuration: its name, its meaning, and how its text becomes part of the options.</summary>
internal sealed class ConfigurationKey
{
    private readonly Reader _read;
    private readonly Func<ServerOptions, IReadOnlyList<string>> _format;

    private ConfigurationKey(
        string path, string meaning, TakesEffect effect, Reader read, Func<ServerOptions, IReadOnlyList<string>> format)
    {
        Path = path;
        Meaning = meaning;
        Effect = effect;
        _read = read;
        _format = format;
    }

    private delegate ServerOptions Reader(ServerOptions options, Setting setting, out string problem);

    /// <summary>With a point between section and key: <c>rtsp.port</c>.</summary>
    public string Path { get; }

    /// <summary>For the comment above it in the file.</summary>
    public string Meaning { get; }

    public TakesEffect Effect { get; }

    public bool IsList { get; private init; }

    /// <summary>A key with one value.</summary>
    public static ConfigurationKey Of<T>(
        string path,
        string meaning,
        TakesEffect effect,
        ValueKind<T> kind,
        Func<ServerOptions, T> get,
        Func<ServerOptions, T, ServerOptions> set)
    {
        return new(path, meaning, effect, Read, options => [kind.Format(get(options))]);

        ServerOptions Read(ServerOptions options, Setting setting, out string problem)
        {
            problem = "";
            if (setting.Values.Count != 1)
                problem = $"'{path}' takes one value, not a list";
            else if (kind.Parse(setting.Values[0], out T value))
                return set(options, value);
            else
                problem = $"'{setting.Values[0]}' is not {kind.Expected} ('{path}')";
            return options;
        }
    }

    /// <summary>A folder; a relative one counts from where it was written.</summary>
    public static ConfigurationKey Folder(
        string path, string meaning, TakesEffect effect, Func<ServerOptions, string> get, Func<ServerOptions, string, ServerOptions> set)
    {
        ConfigurationKey key = Of(path, meaning, effect, ValueKinds.Folder, get, set);
        return new(path, meaning, effect, (ServerOptions options, Setting setting, out string problem) =>
            key._read(options, setting.WithAbsolutePaths(), out problem), key._format);
    }

    /// <summary>Any number of folders.</summary>
    public static ConfigurationKey Folders(
        string path,
        string meaning,
        TakesEffect effect,
        Func<ServerOptions, IReadOnlyList<string>> get,
        Func<ServerOptions, IReadOnlyList<string>, ServerOptions> set)
    {
        return new(path, meaning, effect, Read, get) { IsList = true };

        ServerOptions Read(ServerOptions options, Setting setting, out string problem)
        {
            problem = "";
            if (setting.Values.FirstOrDefault(value => !ValueKinds.Folder.Parse(value, out _)) is { } bad)
                problem = $"'{bad}' is not {ValueKinds.Folder.Expected} ('{path}')";
            else
                return set(options, [.. setting.WithAbsolutePaths().Values.Distinct()]);
            return options;
        }
    }

    /// <summary>The options with this setting applied, or unchanged and a problem said.</summary>
    public ServerOptions Apply(ServerOptions options, Setting setting, out string problem) => _read(options, setting, out problem);

    /// <summary>What this key is set to in these options, as it would be written.</summary>
    public IReadOnlyList<string> ValuesIn(ServerOptions options) => _format(options);
}
