using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>The server program, started as an operator starts it, on free ports with a library and a data folder of its own.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    /// <summary>Far more than any of it takes on a busy machine: importing every real film takes seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly HttpClient _http = new();
    private readonly TaskCompletionSource<int> _rtspPort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _httpPort = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningServer(Process process) => _process = process;

    public int RtspPort { get; private set; }

    public int HttpPort { get; private set; }

    public int ProcessId => _process.Id;

    public string Log => string.Join('\n', _log);

    public HttpClient Http => _http;

    public static string Program(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    /// <summary>Starts the program and waits until it has said where it listens.</summary>
    public static async Task<RunningServer> StartAsync(string library, string data, params string[] more)
    {
        string[] arguments =
        [
            Program("Streaming.Server.Host"), "serve", "--library", library, "--data", data, "--host", "127.0.0.1",
            "--rtsp", "0", "--rtp", "0", "--http", "0", .. more,
        ];
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        RunningServer server = new(Process.Start(start)!);
        server._process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.RtspPort = await server.OrLog(server._rtspPort.Task);
        server.HttpPort = await server.OrLog(server._httpPort.Task);
        server._http.BaseAddress = new Uri($"http://127.0.0.1:{server.HttpPort}/");
        return server;
    }

    public string Address(string title) => $"rtsp://127.0.0.1:{RtspPort}/{title}";

    /// <summary>Waits until the API lists as many titles as were put into the library.</summary>
    public async Task WaitForTitlesAsync(int count)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (await CountTitlesAsync() < count)
        {
            Assert.True(waited.Elapsed < Patience, $"the library never showed {count} titles:\n{Log}");
            await Task.Delay(200);
        }
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<int> CountTitlesAsync() => (await GetJsonAsync("api/v1/titles")).GetProperty("itemCount").GetInt32();

    private void Hear(string? line)
    {
        if (line is null)
        {
            _rtspPort.TrySetException(new InvalidOperationException("the server ended"));
            _httpPort.TrySetException(new InvalidOperationException("the server ended"));
            return;
        }

        _log.Enqueue(line);
        if (RtspAddress().Match(line) is { Success: true } rtsp)
            _rtspPort.TrySetResult(int.Parse(rtsp.Groups[1].Value));
        if (HttpAddress().Match(line) is { Success: true } http)
            _httpPort.TrySetResult(int.Parse(http.Groups[1].Value));
    }

    private async Task<int> OrLog(Task<int> port)
    {
        try
        {
            return await port.WaitAsync(Patience);
        }
        catch (Exception reason) when (reason is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"the server did not say where it listens:\n{Log}", reason);
        }
    }

    [GeneratedRegex(@"rtsp://127\.0\.0\.1:(\d+)")]
    private static partial Regex RtspAddress();

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)")]
    private static partial Regex HttpAddress();
}
