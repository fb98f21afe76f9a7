using Streaming.Server.Host.Commands;

namespace Streaming.Lab.Commands;

/// <summary>The scenarios that come with this project.</summary>
internal static class ReadyScenarios
{
    public static string Folder { get; } = Path.Combine(HomeFolder.Path, "samples", "scenarios");

    /// <summary>By name.</summary>
    /// <exception cref="LabUsageException">There are none.</exception>
    public static IReadOnlyList<string> Files() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.yml").Order(StringComparer.Ordinal)]
        : throw new LabUsageException($"lab all: there is no folder '{Folder}'; name the scenarios to play");
}
