using System.Collections.Concurrent;
using System.Diagnostics;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>A program that runs beside a test, and what it prints.</summary>
internal sealed class HostedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private HostedProgram(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Both of its outputs, so far.</summary>
    public string Output => string.Join('\n', _lines);

    public static HostedProgram Start(string program, IEnumerable<string> arguments) => new(new(program, arguments)
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    });

    /// <summary>Waits until it has printed a line with that text.</summary>
    public async Task<string> LineAsync(string text)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                return found;
            Assert.False(_process.HasExited, $"it ended without a line with '{text}':\n{Output}");
            Assert.True(waited.Elapsed < Patience, $"no line with '{text}' in:\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until it has ended by itself, and well.</summary>
    public async Task EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(_process.ExitCode == 0, $"it ended with {_process.ExitCode}:\n{Output}");
    }

    /// <summary>Ends it as a power cut does: nobody is told.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
