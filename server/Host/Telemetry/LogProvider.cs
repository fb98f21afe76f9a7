using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Telemetry;

/// <summary>
/// Writes the log, one line per event, on a thread of its own: a terminal or pipe that stands still must not hold the server.
/// </summary>
internal sealed class LogProvider : ILoggerProvider
{
    /// <summary>At 200 bytes a line about 2 MB; what comes on top is counted and said as soon as the reader goes on.</summary>
    private const int MaxWaiting = 10_000;

    /// <summary>How long the end of the server waits for a reader that does not read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly TextWriter _output;
    private readonly LogFormat _format;
    private readonly TimeProvider _time;
    private readonly Channel<LogEvent> _waiting;
    private readonly Task _writing;
    private long _lost;

    public LogProvider(TextWriter output, LogFormat format, LogLevel level, TimeProvider time)
    {
        _output = output;
        _format = format;
        _time = time;
        Level = level;
        _waiting = Channel.CreateBounded<LogEvent>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _lost));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The least important level that is written; may change at any time.</summary>
    public LogLevel Level { get; set; }

    public ILogger CreateLogger(string categoryName) => new AreaLogger(this, categoryName);

    /// <summary>A logger of that type's category, without a factory around it.</summary>
    public ILogger<T> For<T>() => new TypedLogger<T>(CreateLogger(typeof(T).FullName!));

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _writing.Wait(Patience);
    }

    private async Task WriteAsync()
    {
        await foreach (LogEvent happened in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                await WriteLineAsync(happened);
                if (Interlocked.Exchange(ref _lost, 0) is > 0 and long lost)
                    await WriteLineAsync(new(_time.GetUtcNow(), LogLevel.Warning, "SERVER", default, $"{lost} log lines lost", [], null));
                if (!_waiting.Reader.TryPeek(out _))
                    await _output.FlushAsync();
            }
            catch (IOException)
            {
                // The reader of the log is gone (a closed pipe). The films go on.
            }
        }
    }

    private Task WriteLineAsync(LogEvent happened) =>
        _output.WriteLineAsync(_format == LogFormat.Json ? LogLine.Json(happened) : LogLine.Text(happened));

    private sealed class AreaLogger(LogProvider provider, string category) : ILogger
    {
        private readonly string _area = LogArea.Of(category);

        /// <summary>The web server's own news matter only when something is wrong, or when somebody looks for it.</summary>
        private readonly bool _foreign = category.StartsWith("Microsoft.", StringComparison.Ordinal);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= provider.Level && logLevel != LogLevel.None
            && (!_foreign || logLevel >= LogLevel.Warning || provider.Level <= LogLevel.Debug);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;

            // Copied at once: the state belongs to the caller, who may use it again.
            IReadOnlyList<KeyValuePair<string, object?>> fields = provider._format == LogFormat.Json
                && state is IReadOnlyList<KeyValuePair<string, object?>> values ? [.. values] : [];
            provider._waiting.Writer.TryWrite(
                new(provider._time.GetUtcNow(), logLevel, _area, eventId, formatter(state, exception), fields, exception));
        }
    }

    private sealed class TypedLogger<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
