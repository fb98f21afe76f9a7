using System.Text;

namespace Streaming.Server.Host.Configuration;

/// <summary>Writes the commented file that holds every key.</summary>
internal static class ConfigurationText
{
    private const string Head = """
        # Configuration of the streaming server. Every key is here with its default; what is left out keeps it.
        # Check a file with:  ./run check-config FILE
        # Each key can be given by environment as well (STREAMING__RTSP__PORT=9554) or by flag (--set rtsp.port=9554).
        # Flags win over the environment, and that over this file.
        # Durations: 500ms, 10s, 2m, 1h30m. Sizes: 1400, 64k, 50M (k = 1000).
        # A changed file is applied while the server runs. Keys marked with (restart) wait for the next start, and the log says so.

        """;

    /// <summary>What is written where there is no channel yet.</summary>
    private static readonly ChannelSection Example = new("cinema") { Play = ["sample"], Group = new([239, 255, 10, 0]) };

    public static string Write(ServerOptions options)
    {
        StringBuilder text = new(Head);
        string section = "";
        foreach (ConfigurationKey<ServerOptions> key in ConfigurationKeys.All)
        {
            int point = key.Path.IndexOf('.', StringComparison.Ordinal);
            if (point >= 0 && key.Path[..point] != section)
            {
                section = key.Path[..point];
                text.Append("\n# ").Append(ConfigurationKeys.Sections[section]).Append('\n').Append(section).Append(":\n");
            }
            else if (point < 0)
            {
                text.Append('\n');
            }

            string indent = point < 0 ? "" : "  ";
            AppendKey(text, indent, key, options);
        }

        AppendChannels(text, options.Channels);
        return text.ToString();
    }

    private static void AppendChannels(StringBuilder text, IReadOnlyList<ChannelSection> channels)
    {
        text.Append("\n# ").Append(ConfigurationKeys.Sections[ChannelKeys.Section]).Append('\n').Append(ChannelKeys.Section).Append(":\n");
        foreach (ChannelSection channel in channels)
            AppendChannel(text, "  ", channel);
        if (channels.Count > 0)
            return;
        StringBuilder example = new();
        AppendChannel(example, "", Example);
        text.Append("  # None yet. This is one with every key; of these only 'group', and 'play' or 'schedule', must be given.\n");
        foreach (ReadOnlySpan<char> line in example.ToString().TrimEnd('\n').AsSpan().EnumerateLines())
            text.Append("  # ").Append(line).Append('\n');
    }

    private static void AppendChannel(StringBuilder text, string indent, ChannelSection channel)
    {
        text.Append(indent).Append(channel.Name).Append(":\n");
        foreach (ConfigurationKey<ChannelSection> key in ChannelKeys.All)
            AppendKey(text, indent + "  ", key, channel);
    }

    /// <summary>With its meaning above it.</summary>
    private static void AppendKey<TOptions>(StringBuilder text, string indent, ConfigurationKey<TOptions> key, TOptions options)
    {
        AppendComment(text, indent, key);
        ReadOnlySpan<char> word = key.Path.AsSpan(key.Path.IndexOf('.', StringComparison.Ordinal) + 1);
        text.Append(indent).Append(word).Append(':').Append(Value(key, options, indent)).Append('\n');
    }

    private static void AppendComment<TOptions>(StringBuilder text, string indent, ConfigurationKey<TOptions> key)
    {
        string meaning = key.Effect == TakesEffect.AtRestart ? $"{key.Meaning} (restart)".TrimStart() : key.Meaning;
        foreach (string line in meaning.Split('\n'))
            text.Append(indent).Append("# ").Append(line).Append('\n');
    }

    /// <summary>What stands behind the colon: entries of several words each on a line of its own.</summary>
    private static string Value<TOptions>(ConfigurationKey<TOptions> key, TOptions options, string indent)
    {
        IReadOnlyList<string> values = key.ValuesIn(options);
        IEnumerable<string> quoted = values.Select(Quoted);
        return !key.IsList ? $" {quoted.Single()}"
            : values.Any(value => value.Contains(' ', StringComparison.Ordinal))
                ? string.Concat(quoted.Select(value => $"\n{indent}  - {value}"))
            : $" [{string.Join(", ", quoted)}]";
    }

    /// <summary>As it is, unless YAML would read something else.</summary>
    private static string Quoted(string value)
    {
        bool plain = value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-');
        return plain ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
