using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Streaming.Lab.Real.Serving;

/// <summary>The server's program, running.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Far more than a start takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Of what it said last, for people who ask why it did not start.</summary>
    private const int LastLines = 20;

    private readonly Process _process;
    private readonly Action<LoggedEvent> _told;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<(Uri Rtsp, Uri Http)> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start, Action<LoggedEvent> told)
    {
        _told = told;
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _serving.TrySetException(new RealRunException("the server ended"));
    }

    public int RtspPort { get; private set; }

    public int HttpPort { get; private set; }

    public int Id => _process.Id;

    public bool IsGone => _process.HasExited;

    /// <summary>What it said last.</summary>
    public string Said => string.Join('\n', _said);

    /// <param name="program">Its assembly.</param>
    /// <param name="before">Whose ports it is to have; null: any.</param>
    /// <param name="told">Of what it logs, from a thread of its own.</param>
    /// <exception cref="RealRunException">It does not start.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program, string configuration, ServerProcess? before, Action<LoggedEvent> told, CancellationToken stop)
    {
        string Port(int? port) => (port ?? 0).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(
            "dotnet",
            [program, "serve", "--config", configuration, "--rtsp", Port(before?.RtspPort), "--http", Port(before?.HttpPort)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ServerProcess server = new(start, told);
        try
        {
            server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            (Uri rtsp, Uri http) = await server._serving.Task.WaitAsync(Patience, stop);
            (server.RtspPort, server.HttpPort) = (rtsp.Port, http.Port);
            return server;
        }
        catch (Exception wrong) when (wrong is TimeoutException or RealRunException or Win32Exception)
        {
            string why = wrong is Win32Exception ? wrong.Message : server.Said;
            await server.DisposeAsync();
            throw new RealRunException($"the server does not start: {why}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it from one moment to the next.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
                await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It has never been started, or has just ended by itself.
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        if (LoggedEvent.Read(line) is not { } logged)
        {
            Say(line);
            return;
        }

        Say(logged.Text);
        if (logged.Kind == "Serving")
            _serving.TrySetResult((new(logged.Of("rtsp")), new(logged.Of("http"))));
        _told(logged);
    }

    private void Say(string text)
    {
        _said.Enqueue(text);
        while (_said.Count > LastLines)
            _said.TryDequeue(out _);
    }
}
