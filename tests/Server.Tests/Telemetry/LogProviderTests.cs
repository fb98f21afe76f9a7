using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Tests.Telemetry;

public sealed class LogProviderTests
{
    [Fact]
    public void What_is_below_the_level_is_not_written_and_the_level_can_change()
    {
        Assert.Equal(["ours 2", "ours 3"], Written(log =>
        {
            ILogger ours = log.CreateLogger("Streaming.Server.Host.StreamingServer");
            Say(ours, LogLevel.Debug, "ours 1");
            Say(ours, LogLevel.Information, "ours 2");
            log.Level = LogLevel.Debug;
            Say(ours, LogLevel.Debug, "ours 3");
            log.Level = LogLevel.None;
            Say(ours, LogLevel.Critical, "ours 4");
        }));
    }

    [Fact]
    public void The_web_server_speaks_only_when_something_is_wrong_or_somebody_looks()
    {
        Assert.Equal(["theirs 2", "theirs 3"], Written(log =>
        {
            ILogger theirs = log.CreateLogger("Microsoft.AspNetCore.Hosting");
            Say(theirs, LogLevel.Information, "theirs 1");
            Say(theirs, LogLevel.Warning, "theirs 2");
            log.Level = LogLevel.Debug;
            Say(theirs, LogLevel.Information, "theirs 3");
        }));
    }

    [Fact]
    public void A_reader_that_stands_still_holds_nobody_and_learns_how_much_it_missed()
    {
        using StalledWriter output = new();
        using (LogProvider log = new(output, LogFormat.Text, LogLevel.Information, TimeProvider.System))
        {
            ILogger ours = log.CreateLogger("Streaming.Server.Host.StreamingServer");
            for (int number = 0; number < 20_000; number++)
                Say(ours, LogLevel.Information, "line");
            output.Release();
        }

        Assert.Contains(output.Lines, line => line.EndsWith(" log lines lost", StringComparison.Ordinal));
        Assert.InRange(output.Lines.Count, 10_000, 10_003);
    }

    private static string Message(string line) => line[(line.IndexOf("] ", StringComparison.Ordinal) + 2)..];

    private static void Say(ILogger log, LogLevel level, string message) => log.Log(level, default, message, null, (text, _) => text);

    private static List<string> Written(Action<LogProvider> act)
    {
        StringWriter output = new();
        using (LogProvider log = new(output, LogFormat.Text, LogLevel.Information, TimeProvider.System))
            act(log);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Message)];
    }

    /// <summary>Takes no line until it is released.</summary>
    private sealed class StalledWriter : StringWriter
    {
        private readonly TaskCompletionSource _released = new();

        public List<string> Lines { get; } = [];

        public void Release() => _released.SetResult();

        public override async Task WriteLineAsync(string? value)
        {
            await _released.Task;
            Lines.Add(value!);
        }
    }
}
