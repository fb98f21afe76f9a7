using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Commands;

/// <summary>What came of reading the configuration.</summary>
/// <param name="Options">Null where there were mistakes; they have been said.</param>
/// <param name="Exit">What to end with then.</param>
internal sealed record LoadedConfiguration(ConfigurationSources Sources, ServerOptions? Options, int Exit);
