using System.Text.Json;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>Asks a server on another host of the network over HTTP, from that host: its administrator.</summary>
internal sealed class HttpCaller(NetworkHost host)
{
    public Task<string> TextAsync(string path) =>
        host.ToolAsync("curl", "-sS", "--max-time", "20", "--retry", "5", "--retry-connrefused", $"http://127.0.0.1:8080{path}");

    public async Task<JsonElement> JsonAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await TextAsync(path));
        return document.RootElement.Clone();
    }
}
