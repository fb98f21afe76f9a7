namespace Streaming.Server.Host.Configuration;

/// <summary>What a changed file means for a server that runs.</summary>
/// <param name="Options">The options from now on: what takes effect at once is new, the rest is as it was.</param>
/// <param name="Applied">The paths of the keys that took effect.</param>
/// <param name="Waiting">The paths of the keys that wait for a restart.</param>
internal sealed record ConfigurationChange(ServerOptions Options, IReadOnlyList<string> Applied, IReadOnlyList<string> Waiting)
{
    public static ConfigurationChange Between(ServerOptions running, ServerOptions wanted)
    {
        ServerOptions options = running;
        List<string> applied = [], waiting = [];
        foreach (ConfigurationKey<ServerOptions> key in ConfigurationKeys.All)
        {
            IReadOnlyList<string> values = key.ValuesIn(wanted);
            if (values.SequenceEqual(key.ValuesIn(running)))
                continue;
            if (key.Effect == TakesEffect.AtRestart)
            {
                waiting.Add(key.Path);
                continue;
            }

            // Written and read again, so that only this key changes, whatever section it is in.
            List<ConfigurationMistake> mistakes = [];
            options = key.Apply(options, new(key.Path, values, "", "/"), mistakes);
            Invariant.That(mistakes.Count == 0, "what a key writes, it reads");
            applied.Add(key.Path);
        }

        string[] names = [.. wanted.Channels.Concat(running.Channels).Select(channel => channel.Name).Distinct()];
        string[] changed = [.. names.Where(name => !ChannelKeys.AreSame(Named(wanted, name), Named(running, name)))];
        applied.AddRange(changed.Select(name => $"{ChannelKeys.Section}.{name}"));
        return new(changed.Length > 0 ? options with { Channels = wanted.Channels } : options, applied, waiting);

        static ChannelSection? Named(ServerOptions options, string name) =>
            options.Channels.FirstOrDefault(channel => channel.Name == name);
    }
}
