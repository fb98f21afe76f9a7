using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Telemetry;
using Streaming.Testing;

namespace Streaming.Server.Tests.Configuration;

public sealed class ConfigurationWatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ServerOptions> _applied = [];
    private DateTime _written = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_can_be_applied_is_and_what_cannot_is_said_once()
    {
        List<string> said = await SaidAsync(watcher =>
        {
            Write("limits:\n  sessions: 5\nrtsp:\n  port: 9554\nlog:\n  level: debug\n");
            watcher.Look();
            watcher.Look();
            Write("limits:\n  sessions: 6\nrtsp:\n  port: 9554\nlog:\n  level: debug\n");
            watcher.Look();
        });

        Assert.Equal(
        [
            "INF streaming.yml has changed: limits.sessions, log.level applied",
            "WRN rtsp.port changed: takes effect when the server is started again",
            "INF streaming.yml has changed: limits.sessions applied",
        ], said);
        Assert.Equal([5, 6], _applied.Select(options => options.Limits.Sessions));
        Assert.All(_applied, options => Assert.Equal(LogLevel.Debug, options.Log.Level));
        Assert.All(_applied, options => Assert.Equal(8_554, options.Rtsp.Port));
    }

    [Fact]
    public async Task A_wrong_file_changes_nothing_and_each_mistake_is_said()
    {
        List<string> said = await SaidAsync(watcher =>
        {
            Write("limits:\n  sessions: 0\nlog:\n  level: debug\nwhat: ever\n");
            watcher.Look();
        });

        Assert.Equal(
        [
            "ERR streaming.yml:2: '0' is not a whole number from 1 to 1000000 ('limits.sessions')",
            "ERR streaming.yml:5: unknown key 'what'",
            "ERR streaming.yml has changed and is wrong: it is ignored until it is right",
        ], said);
        Assert.Empty(_applied);
    }

    [Fact]
    public async Task A_file_that_is_removed_brings_the_defaults_back()
    {
        Write("limits:\n  sessions: 5\n");
        await SaidAsync(watcher =>
        {
            File.Delete(Path.Combine(_folder.Path, ConfigurationSources.DefaultFile));
            watcher.Look();
        });
        Assert.Equal(new LimitsSection().Sessions, Assert.Single(_applied).Limits.Sessions);
    }

    /// <summary>Every write gets a time of its own: two within one tick of the file system would look the same.</summary>
    private void Write(string text)
    {
        string path = Path.Combine(_folder.Path, ConfigurationSources.DefaultFile);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, _written += TimeSpan.FromSeconds(1));
    }

    private async Task<List<string>> SaidAsync(Action<ConfigurationWatcher> act)
    {
        ConfigurationSources sources = new(null, _folder.Path, _folder.Path, new Dictionary<string, string>(), []);
        ServerOptions running = sources.Load(out _);
        StringWriter output = new();
        using (LogProvider log = new(output, LogFormat.Text, LogLevel.Information, TimeProvider.System))
        {
            // Its own clock stands still: it looks only when told to.
            await using ConfigurationWatcher watcher = new(
                sources, running, _applied.Add, log.For<ConfigurationWatcher>(), new StandingClock());
            act(watcher);
        }

        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["2026-01-31T12:00:00Z ".Length..].Replace("[CONFIG] ", "", StringComparison.Ordinal))];
    }

    private sealed class StandingClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
