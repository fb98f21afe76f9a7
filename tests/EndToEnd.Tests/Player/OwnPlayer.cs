using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The player program, started as a viewer starts it.</summary>
internal static class OwnPlayer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    public static Task<ProgramResult> PlayAsync(string address, params string[] more) =>
        ForeignProgram.RunAsync(
            "dotnet", [RunningServer.Program("Streaming.Player.Desktop"), "play", address, "--headless", .. more], Limit);

    /// <summary>Plays with a report, and reads it.</summary>
    public static async Task<(ProgramResult Run, JsonElement Report)> ReportAsync(string address, params string[] more)
    {
        string file = Path.Combine(Path.GetTempPath(), $"streaming-report-{Guid.NewGuid():N}.json");
        try
        {
            ProgramResult run = await PlayAsync(address, ["--report", file, .. more]);
            Assert.True(File.Exists(file), $"no report was written: {run}");
            using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            return (run, report.RootElement.Clone());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
