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

    private delegate ServerOptions Reader(ServerOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes);

    /// <summary>With a point between section and key: <c>rtsp.port</c>.</summary>
    public string Path { get; }

    /// <summary>For the comment above it in the file.</summary>
    public string Meaning { get; }

    public TakesEffect Effect { get; }

    /// <summary>What stands between the values of a list where they come in one text; null for a key with one value.</summary>
    public char? Separator { get; private init; }

    public bool IsList => Separator is not null;

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

        ServerOptions Read(ServerOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            if (setting.Values.Count != 1)
                mistakes.Add(setting.Mistake($"'{path}' takes one value, not a list"));
            else if (kind.Parse(setting.Values[0], out T value))
                return set(options, value);
            else
                mistakes.Add(setting.Mistake($"'{setting.Values[0]}' is not {kind.Expected} ('{path}')"));
            return options;
        }
    }

    /// <summary>A folder; a relative one counts from where it was written.</summary>
    public static ConfigurationKey Folder(
        string path, string meaning, TakesEffect effect, Func<ServerOptions, string> get, Func<ServerOptions, string, ServerOptions> set)
    {
        ConfigurationKey key = Of(path, meaning, effect, ValueKinds.Folder, get, set);
        return new(path, meaning, effect, (options, setting, mistakes) =>
            key._read(options, setting.WithAbsolutePaths(), mistakes), key._format);
    }

    /// <summary>Any number of folders.</summary>
    public static ConfigurationKey Folders(
        string path,
        string meaning,
        TakesEffect effect,
        Func<ServerOptions, IReadOnlyList<string>> get,
        Func<ServerOptions, IReadOnlyList<string>, ServerOptions> set)
    {
        return new(path, meaning, effect, Read, get) { Separator = System.IO.Path.PathSeparator };

        ServerOptions Read(ServerOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            foreach ((int index, string value) in setting.Values.Index())
            {
                if (ValueKinds.Folder.Parse(value, out _))
                    continue;
                mistakes.Add(setting.Mistake(index, $"'{value}' is not {ValueKinds.Folder.Expected} ('{path}')"));
                return options;
            }

            return set(options, [.. setting.WithAbsolutePaths().Values.Distinct()]);
        }
    }

    /// <summary>Any number of entries, each a line of words. In one text a semicolon stands between them: colons are IPv6.</summary>
    /// <param name="check">What may be wrong between entries that are right by themselves; null: nothing.</param>
    public static ConfigurationKey Entries<T>(
        string path,
        string meaning,
        TakesEffect effect,
        EntryKind<T> kind,
        int most,
        Func<IReadOnlyList<T>, IEnumerable<(int Entry, string Problem)>>? check,
        Func<ServerOptions, IReadOnlyList<T>> get,
        Func<ServerOptions, IReadOnlyList<T>, ServerOptions> set)
        where T : class
    {
        return new(path, meaning, effect, Read, options => [.. get(options).Select(kind.Format)]) { Separator = ';' };

        ServerOptions Read(ServerOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            int before = mistakes.Count;
            List<T> entries = [];
            foreach ((int index, string text) in setting.Values.Take(most).Index())
            {
                if (kind.Parse(text, out string problem) is { } entry)
                    entries.Add(entry);
                else
                    mistakes.Add(setting.Mistake(index, $"{problem} ('{path}')"));
            }

            if (setting.Values.Count > most)
                mistakes.Add(setting.Mistake(most, $"'{path}' takes at most {most} entries"));
            if (mistakes.Count == before && check is not null)
            {
                foreach ((int entry, string problem) in check(entries))
                    mistakes.Add(setting.Mistake(entry, $"{problem} ('{path}')"));
            }

            return mistakes.Count > before ? options : set(options, entries);
        }
    }

    /// <summary>The values of a list in one text.</summary>
    public IReadOnlyList<string> Split(string text) => Separator is { } separator
        ? text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [text];

    /// <summary>The options with this setting applied, or unchanged and the mistakes said.</summary>
    public ServerOptions Apply(ServerOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes) =>
        _read(options, setting, mistakes);

    /// <summary>What this key is set to in these options, as it would be written.</summary>
    public IReadOnlyList<string> ValuesIn(ServerOptions options) => _format(options);
}
