using System.CommandLine;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Commands;

/// <summary>
/// The flags that stand for configuration keys. Their texts are read by the keys themselves, so that all sources know the same values.
/// </summary>
internal sealed class ConfigurationFlags
{
    private readonly (Option<string[]> Option, string Path)[] _flags;
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any other key of the configuration; may be repeated", HelpName = "KEY=VALUE",
    };

    /// <param name="paths">The keys that have a flag here, each with the flag's name, what its value is, and its meaning.</param>
    public ConfigurationFlags(Command command, params (string Flag, string Path, string Value, string Meaning)[] paths)
    {
        _flags = [.. paths.Select(flag =>
            (new Option<string[]>(flag.Flag) { HelpName = flag.Value, Description = flag.Meaning }, flag.Path))];
        foreach ((Option<string[]> option, _) in _flags)
            command.Options.Add(option);
        command.Options.Add(File);
        command.Options.Add(_set);
    }

    public Option<string?> File { get; } = new("--config")
    {
        HelpName = "FILE", Description = "The configuration file (default: streaming.yml, where there is one)",
    };

    /// <summary>Reads the configuration; with mistakes, they are said and there is an exit code instead.</summary>
    public async Task<LoadedConfiguration> LoadAsync(ParseResult parsed, TextWriter errors)
    {
        ConfigurationSources sources = Sources(parsed);
        ServerOptions options = sources.Load(out IReadOnlyList<ConfigurationMistake> mistakes);
        foreach (ConfigurationMistake mistake in mistakes)
            await errors.WriteLineAsync(mistake.ToString());
        if (mistakes.Count == 0)
            return new(sources, options, ExitCode.Done);
        bool isUsage = mistakes.All(mistake => mistake.Where.StartsWith("--", StringComparison.Ordinal));
        return new(sources, null, isUsage ? ExitCode.WrongUsage : ExitCode.Failure);
    }

    private ConfigurationSources Sources(ParseResult parsed)
    {
        string folder = Directory.GetCurrentDirectory();
        return new(parsed.GetValue(File), folder, HomeFolder.Path, Environment.GetEnvironmentVariables(), Settings(parsed, folder));
    }

    private List<Setting> Settings(ParseResult parsed, string folder)
    {
        List<Setting> settings = [];
        foreach ((Option<string[]> option, string path) in _flags)
        {
            if (parsed.GetValue(option) is { Length: > 0 } values)
                settings.Add(new(path, values, option.Name, folder));
        }

        foreach (string assignment in parsed.GetValue(_set) ?? [])
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            string path = equals < 0 ? assignment : assignment[..equals];
            string value = equals < 0 ? "" : assignment[(equals + 1)..];
            IReadOnlyList<string> values = ConfigurationKeys.Find(path)?.Split(value) ?? [value];
            settings.Add(new(path, values, $"--set {path}", folder));
        }

        return settings;
    }
}
