using System.Net.Sockets;
using System.Threading.Channels;

namespace Streaming.Lab.Real.Relaying;

/// <summary>One way of a connection behind a network: what has come through is written in its order.</summary>
internal sealed class RelayedStream : IDisposable
{
    /// <summary>Messages and frames under way at once: as many as TCP's window holds of full packets, 1.4 MB.</summary>
    private const int Window = 1_000;

    private readonly TcpClient _to;
    private readonly Channel<byte[]> _written = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly SemaphoreSlim _free = new(Window);

    public RelayedStream(TcpClient to)
    {
        _to = to;
        _ = WriteAllAsync();
    }

    /// <summary>Waits until one more may be under way.</summary>
    public Task OpenAsync(CancellationToken stop) => _free.WaitAsync(stop);

    /// <summary>What has come through; nothing: the other side hangs up.</summary>
    public void Write(byte[] bytes)
    {
        _written.Writer.TryWrite(bytes);
        if (bytes.Length == 0)
            Break();
    }

    /// <summary>Nothing more comes; what has come is still written.</summary>
    public void Break() => _written.Writer.TryComplete();

    public void Dispose()
    {
        Break();
        _to.Dispose();
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (byte[] bytes in _written.Reader.ReadAllAsync())
            {
                await _to.GetStream().WriteAsync(bytes);
                _free.Release();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Hung up.
        }

        _to.Dispose();
    }
}
