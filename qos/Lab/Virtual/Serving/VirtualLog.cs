using Microsoft.Extensions.Logging;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Keeps the errors that a server has logged: each is a fault of the product, and no run goes on after one.</summary>
internal sealed class VirtualLog : ILogger
{
    private string? _error;
    private Exception? _cause;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && _error is null)
            (_error, _cause) = (formatter(state, exception), exception);
    }

    /// <exception cref="InvalidOperationException">There was an error.</exception>
    public void ThrowIfAny()
    {
        if (_error is not null)
            throw new InvalidOperationException($"the server has failed: {_error}", _cause);
    }
}
