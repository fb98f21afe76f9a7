using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Streaming.Formats.Rtsp;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>A client that writes exactly the bytes it is told to.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly Socket _socket;
    private readonly RtspReader _reader = new();
    private byte[] _received = [];

    private WireClient(Socket socket) => _socket = socket;

    public static async Task<WireClient> ConnectAsync(IPEndPoint server)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, Timeout());
        return new(socket);
    }

    public async Task WriteAsync(string text) => await WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    public async Task WriteAsync(byte[] bytes) => await _socket.SendAsync(bytes, Timeout());

    /// <summary>A request with an empty line behind it.</summary>
    public async Task<RtspResponse> AskAsync(string request)
    {
        await WriteAsync(request + "\n\n");
        return await ReadResponseAsync();
    }

    public async Task<RtspResponse> ReadResponseAsync()
    {
        RtspElement element = await ReadAsync();
        Assert.True(element.TryGetResponse(out RtspResponse? response), "a response was expected");
        return response;
    }

    public async Task<RtspElement> ReadAsync()
    {
        while (true)
        {
            ReadOnlySequence<byte> input = new(_received);
            OperationStatus status = _reader.TryRead(ref input, out RtspElement element, out RtspError error);
            Assert.True(status != OperationStatus.InvalidData, $"the server sent something strange: {error}");
            _received = input.ToArray();
            if (status == OperationStatus.Done)
                return element;
            byte[] more = new byte[65_536];
            int count = await _socket.ReceiveAsync(more, Timeout());
            Assert.True(count > 0, "the server hung up");
            _received = [.. _received, .. more[..count]];
        }
    }

    /// <summary>Whether the server has hung up; what it still said is dropped.</summary>
    public async Task<bool> IsClosedAsync()
    {
        byte[] rest = new byte[65_536];
        try
        {
            while (await _socket.ReceiveAsync(rest, Timeout()) > 0)
                continue;
        }
        catch (SocketException)
        {
            // A reset closes as well.
        }

        return true;
    }

    /// <summary>Drops the connection as a crash does.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();

    private static CancellationToken Timeout() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}
