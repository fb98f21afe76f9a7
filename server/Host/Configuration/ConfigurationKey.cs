namespace Streaming.Server.Host.Configuration;

/// <summary>One line of the configuration: its name, its meaning, and how its text becomes part of the options.</summary>
/// <typeparam name="TOptions">Those of the server, or of one part of which there may be several.</typeparam>
internal sealed class ConfigurationKey<TOptions>
{
    private readonly Reader _read;
    private readonly Func<TOptions, IReadOnlyList<string>> _format;

    private ConfigurationKey(
        string path, string meaning, TakesEffect effect, Reader read, Func<TOptions, IReadOnlyList<string>> format)
    {
        Path = path;
        Meaning = meaning;
        Effect = effect;
        _read = read;
        _format = format;
    }

    private delegate TOptions Reader(TOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes);

    /// <summary>With a point between section and key: <c>rtsp.port</c>.</summary>
    public string Path { get; }

    /// <summary>For the comment above it in the file.</summary>
    public string Meaning { get; }

    public TakesEffect Effect { get; }

    /// <summary>What stands between the values of a list where they come in one text; null for a key with one value.</summary>
    public char? Separator { get; private init; }

    public bool IsList => Separator is not null;

    /// <summary>A key with one value.</summary>
    public static ConfigurationKey<TOptions> Of<T>(
        string path,
        string meaning,
        TakesEffect effect,
        ValueKind<T> kind,
        Func<TOptions, T> get,
        Func<TOptions, T, TOptions> set)
    {
        return new(path, meaning, effect, Read, options => [kind.Format(get(options))]);

        TOptions Read(TOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            if (setting.Values.Count != 1)
                mistakes.Add(setting.Mistake($"'{setting.Path}' takes one value, not a list"));
            else if (kind.Parse(setting.Values[0], out T value))
                return set(options, value);
            else
                mistakes.Add(setting.Mistake($"'{setting.Values[0]}' is not {kind.Expected} ('{setting.Path}')"));
            return options;
        }
    }

    /// <summary>A folder; a relative one counts from where it was written.</summary>
    public static ConfigurationKey<TOptions> Folder(
        string path, string meaning, TakesEffect effect, Func<TOptions, string> get, Func<TOptions, string, TOptions> set)
    {
        ConfigurationKey<TOptions> key = Of(path, meaning, effect, ValueKinds.Folder, get, set);
        return new(path, meaning, effect, (options, setting, mistakes) =>
            key._read(options, setting.WithAbsolutePaths(), mistakes), key._format);
    }

    /// <summary>Any number of folders.</summary>
    public static ConfigurationKey<TOptions> Folders(
        string path,
        string meaning,
        TakesEffect effect,
        Func<TOptions, IReadOnlyList<string>> get,
        Func<TOptions, IReadOnlyList<string>, TOptions> set)
    {
        return new(path, meaning, effect, Read, get) { Separator = System.IO.Path.PathSeparator };

        TOptions Read(TOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            foreach ((int index, string value) in setting.Values.Index())
            {
                if (ValueKinds.Folder.Parse(value, out _))
                    continue;
                mistakes.Add(setting.Mistake(index, $"'{value}' is not {ValueKinds.Folder.Expected} ('{setting.Path}')"));
                return options;
            }

            return set(options, [.. setting.WithAbsolutePaths().Values.Distinct()]);
        }
    }

    /// <summary>Any number of entries, each a line of words. In one text a semicolon stands between them: colons are IPv6.</summary>
    /// <param name="check">What may be wrong between entries that are right by themselves; null: nothing.</param>
    public static ConfigurationKey<TOptions> Entries<T>(
        string path,
        string meaning,
        TakesEffect effect,
        EntryKind<T> kind,
        int most,
        Func<IReadOnlyList<T>, IEnumerable<(int Entry, string Problem)>>? check,
        Func<TOptions, IReadOnlyList<T>> get,
        Func<TOptions, IReadOnlyList<T>, TOptions> set)
        where T : class
    {
        return new(path, meaning, effect, Read, options => [.. get(options).Select(kind.Format)]) { Separator = ';' };

        TOptions Read(TOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes)
        {
            int before = mistakes.Count;
            List<T> entries = [];
            foreach ((int index, string text) in setting.Values.Take(most).Index())
            {
                if (kind.Parse(text, out string problem) is { } entry)
                    entries.Add(entry);
                else
                    mistakes.Add(setting.Mistake(index, $"{problem} ('{setting.Path}')"));
            }

            if (setting.Values.Count > most)
                mistakes.Add(setting.Mistake(most, $"'{setting.Path}' takes at most {most} entries"));
            if (mistakes.Count == before && check is not null)
            {
                foreach ((int entry, string problem) in check(entries))
                    mistakes.Add(setting.Mistake(entry, $"{problem} ('{setting.Path}')"));
            }

            return mistakes.Count > before ? options : set(options, entries);
        }
    }

    /// <summary>The values of a list in one text.</summary>
    public IReadOnlyList<string> Split(string text) => Separator is { } separator
        ? text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [text];

    /// <summary>The options with this setting applied, or unchanged and the mistakes said.</summary>
    public TOptions Apply(TOptions options, Setting setting, ICollection<ConfigurationMistake> mistakes) =>
        _read(options, setting, mistakes);

    /// <summary>What this key is set to in these options, as it would be written.</summary>
    public IReadOnlyList<string> ValuesIn(TOptions options) => _format(options);

    /// <summary>The same key of a part of larger options.</summary>
    /// <param name="path">Its name there.</param>
    public ConfigurationKey<TWhole> In<TWhole>(string path, Func<TWhole, TOptions> get, Func<TWhole, TOptions, TWhole> set) => new(
        path,
        Meaning,
        Effect,
        (whole, setting, mistakes) => set(whole, _read(get(whole), setting, mistakes)),
        whole => _format(get(whole))) { Separator = Separator };
}
