using System.Collections;

namespace Streaming.Server.Host.Configuration;

/// <summary>Settings from the environment: <c>STREAMING__RTSP__PORT</c> is <c>rtsp.port</c>, in any letter case.</summary>
internal static class ConfigurationEnvironment
{
    public const string Prefix = "STREAMING__";

    /// <param name="folder">The current folder, from which relative paths count.</param>
    public static IReadOnlyList<Setting> Read(IDictionary variables, string folder)
    {
        List<Setting> settings = [];
        foreach (DictionaryEntry entry in variables)
        {
            string name = (string)entry.Key;
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            string path = name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal);
            ConfigurationKey<ServerOptions>? key = ConfigurationKeys.Find(path, StringComparison.OrdinalIgnoreCase);
            string value = entry.Value as string ?? "";
            IReadOnlyList<string> values = key?.Split(value) ?? [value];
            settings.Add(new(key?.Path ?? path, values, name, folder));
        }

        // The environment has no order of its own; messages should have one.
        return [.. settings.OrderBy(setting => setting.Source, StringComparer.Ordinal)];
    }
}
