using System.Collections;

namespace Streaming.Server.Host.Configuration;

/// <summary>Where the configuration of this run comes from. Later ones win: defaults, file, environment, flags.</summary>
internal sealed class ConfigurationSources
{
    /// <summary>The file that is read when it lies in the current folder and no other is named.</summary>
    public const string DefaultFile = "streaming.yml";

    private readonly string _folder;
    private readonly IReadOnlyList<Setting> _environment;
    private readonly IReadOnlyList<Setting> _flags;

    /// <param name="file">As the user named it; null = <see cref="DefaultFile"/> where there is one.</param>
    /// <param name="folder">The current folder.</param>
    public ConfigurationSources(string? file, string folder, string home, IDictionary environment, IReadOnlyList<Setting> flags)
    {
        _folder = folder;
        Home = home;
        _environment = ConfigurationEnvironment.Read(environment, folder);
        _flags = flags;
        IsNamed = file is not null;
        FileName = file ?? DefaultFile;
        FilePath = Path.GetFullPath(FileName, folder);
    }

    /// <summary>For messages: as the user wrote it.</summary>
    public string FileName { get; }

    public string FilePath { get; }

    /// <summary>Whether the user asked for this very file, so that its absence is a mistake.</summary>
    public bool IsNamed { get; }

    /// <summary>The folder for what nobody configured: the repository's, or the current one.</summary>
    public string Home { get; }

    /// <summary>Reads everything anew. With mistakes, the options hold what was right.</summary>
    /// <param name="mistakes">Those of the file in the order of its lines, then those from elsewhere.</param>
    public ServerOptions Load(out IReadOnlyList<ConfigurationMistake> mistakes)
    {
        List<ConfigurationMistake> found = [];
        ServerOptions options = Load(found);
        mistakes = [.. found.OrderBy(mistake => mistake.Line == 0 ? int.MaxValue : mistake.Line)];
        return options;
    }

    private ServerOptions Load(List<ConfigurationMistake> mistakes)
    {
        ServerOptions options = new();
        Dictionary<string, Setting> last = [];
        foreach (Setting setting in (IEnumerable<Setting>)[.. ReadFile(mistakes), .. _environment, .. _flags])
        {
            options = Apply(options, setting, mistakes);
            last[setting.Path] = setting;
        }

        // Only when everything is read: a subnet may stand above its link, or in another source. What is wrong already is said already.
        if (mistakes.Count == 0)
            mistakes.AddRange([.. QosChecks.Network(options.Qos, last), .. ChannelChecks.All(options, last)]);

        return options.Data.Length > 0 ? options : options with { Data = Path.Combine(Home, "data") };
    }

    private IReadOnlyList<Setting> ReadFile(List<ConfigurationMistake> mistakes)
    {
        if (!IsNamed && !File.Exists(FilePath))
            return [];
        try
        {
            // Not read whole before its length is known: a device or a film named by mistake would fill the memory.
            using StreamReader reader = new(FilePath);
            char[] text = new char[ConfigurationFile.MaxLength + 1];
            int length = reader.ReadBlock(text);
            return ConfigurationFile.Read(new(text, 0, length), FileName, Path.GetDirectoryName(FilePath) ?? _folder, mistakes);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new(FileName, wrong is FileNotFoundException or DirectoryNotFoundException
                ? "no such file; 'serve --write-config' writes one with every default"
                : $"cannot be read: {wrong.Message}"));
            return [];
        }
    }

    private static ServerOptions Apply(ServerOptions options, Setting setting, List<ConfigurationMistake> mistakes)
    {
        if (ChannelKeys.IsChannel(setting.Path) && setting.Values.Count == 0)
            return options with { Channels = ChannelKeys.Declare(options.Channels, setting) };
        if (ConfigurationKeys.Find(setting.Path) is not { } key)
        {
            mistakes.Add(setting.Mistake(
                $"unknown key '{setting.Path}'" + Suggestion.For(setting.Path, ConfigurationKeys.Near(setting.Path))));
            return options;
        }

        return key.Apply(options, setting, mistakes);
    }
}
