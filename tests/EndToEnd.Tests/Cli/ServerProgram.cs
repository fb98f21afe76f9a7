using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Streaming.EndToEnd.Tests.Cli;

/// <summary>The server program as its users run it: a process with arguments, output and signals.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    /// <summary>On a machine that builds and tests other things at the same time, starting takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource _outputEnded = new();
    private readonly TaskCompletionSource _errorsEnded = new();

    private ServerProgram(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What was read of standard output so far.</summary>
    public IReadOnlyList<string> Output => _seen;

    /// <summary>Standard error; complete once it has ended.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <param name="folder">The current folder of the program, where relative names and streaming.yml are looked for.</param>
    public static ServerProgram Start(string folder, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Streaming.Server.Host.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return new(start);
    }

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(string folder, params IReadOnlyList<string> arguments)
    {
        await using ServerProgram program = Start(folder, arguments);
        int exit = await program.ExitAsync();
        while (program._output.Reader.TryRead(out string? line))
            program._seen.Add(line);
        return (exit, string.Join('\n', program._seen), string.Join('\n', program._errors));
    }

    /// <summary>Reads on until a line that contains the text.</summary>
    public async Task<string> LineAsync(string text)
    {
        using CancellationTokenSource limit = Limit();
        try
        {
            while (true)
            {
                string line = await _output.Reader.ReadAsync(limit.Token);
                _seen.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException(
                $"no line with '{text}' in:\n{string.Join('\n', _seen)}\nand on standard error:\n{string.Join('\n', _errors)}");
        }
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> ExitAsync()
    {
        using CancellationTokenSource limit = Limit();
        await _process.WaitForExitAsync(limit.Token);
        await _outputEnded.Task.WaitAsync(limit.Token);
        await _errorsEnded.Task.WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <param name="signal">INT or TERM.</param>
    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Whether the program was started deaf to Ctrl-C, as everything in the background of a script is.</summary>
    public bool IgnoresInterrupt()
    {
        string mask = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (ulong.Parse(mask, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & 2) != 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static CancellationTokenSource Limit()
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _output.Writer.TryWrite(line);
            return;
        }

        _output.Writer.TryComplete();
        _outputEnded.TrySetResult();
    }

    private void TakeError(string? line)
    {
        if (line is null)
            _errorsEnded.TrySetResult();
        else
            _errors.Add(line);
    }
}
