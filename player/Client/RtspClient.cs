using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>One RTSP connection: writes messages and frames, reads whatever comes into an inbox.</summary>
internal sealed class RtspClient : IAsyncDisposable
{
    /// <summary>A server that does not take a few hundred bytes within this time is gone.</summary>
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly MonotonicClock _clock;
    private readonly Inbox _inbox;
    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;

    private RtspClient(Socket socket, MonotonicClock clock, Inbox inbox)
    {
        _socket = socket;
        _stream = new(socket, ownsSocket: true);
        _clock = clock;
        _inbox = inbox;
        (Server, Local) = (Plain(socket.RemoteEndPoint!), Plain(socket.LocalEndPoint!));
    }

    /// <summary>The address we are connected to: the only one media is believed from.</summary>
    public IPAddress Server { get; }

    /// <summary>Our own end of the connection.</summary>
    public IPAddress Local { get; }

    /// <exception cref="SocketException">Nobody answers there; see <see cref="ConnectFault"/> for what to say.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public static async Task<RtspClient> ConnectAsync(
        RtspAddress address, TimeSpan timeout, TimeProvider time, MonotonicClock clock, Inbox inbox, CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        RtspClient client = new(socket, clock, inbox);
        client._reading = client.ReadAllAsync();
        return client;
    }

    public async Task SendAsync(RtspRequest request)
    {
        ArrayBufferWriter<byte> wire = new();
        request.WriteTo(wire);
        await WriteAsync(wire.WrittenMemory);
    }

    public async Task SendAsync(RtspResponse response)
    {
        ArrayBufferWriter<byte> wire = new();
        response.WriteTo(wire);
        await WriteAsync(wire.WrittenMemory);
    }

    /// <summary>Sends a report inside the connection.</summary>
    public async Task SendFrameAsync(byte channel, byte[] packet)
    {
        byte[] wire = new byte[InterleavedFrame.HeaderSize + packet.Length];
        InterleavedFrame.WriteHeader(wire, channel, (ushort)packet.Length);
        packet.CopyTo(wire, InterleavedFrame.HeaderSize);
        await WriteAsync(wire);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _stream.DisposeAsync();
        await _reading;
        _closing.Dispose();
    }

    private static IPAddress Plain(EndPoint end) =>
        ((IPEndPoint)end).Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : ((IPEndPoint)end).Address;

    /// <summary>A write that fails says nothing: the reading side meets the same end and reports it once.</summary>
    private async Task WriteAsync(ReadOnlyMemory<byte> wire)
    {
        using CancellationTokenSource late = new(WriteTimeout);
        try
        {
            await _stream.WriteAsync(wire, late.Token);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            await _closing.CancelAsync();
        }
    }

    private async Task ReadAllAsync()
    {
        string why = "the server closed the connection";
        PipeReader pipe = PipeReader.Create(_stream);
        try
        {
            RtspReader reader = new();
            while (true)
            {
                ReadResult read = await pipe.ReadAsync(_closing.Token);
                ReadOnlySequence<byte> input = read.Buffer;
                string? fault = await TakeAllAsync(reader, input, pipe);
                if (fault is not null)
                {
                    why = fault;
                    break;
                }

                if (read.IsCompleted)
                    break;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            why = "the connection to the server broke";
        }
        catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException)
        {
            why = "the connection was closed";
        }

        await pipe.CompleteAsync();
        try
        {
            await _inbox.WriteAsync(new(ArrivalKind.Disconnected, _clock.Now, why), CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // The loop has left before: nobody wants to know.
        }
    }

    /// <summary>Takes all whole elements out of what has come.</summary>
    /// <returns>Why reading cannot go on; null where it can.</returns>
    private async Task<string?> TakeAllAsync(RtspReader reader, ReadOnlySequence<byte> input, PipeReader pipe)
    {
        while (true)
        {
            OperationStatus status = reader.TryRead(ref input, out RtspElement element, out RtspError error);
            if (status == OperationStatus.NeedMoreData)
            {
                pipe.AdvanceTo(input.Start, input.End);
                return null;
            }

            if (status == OperationStatus.InvalidData)
                return $"the server sent what is no RTSP ({error.Where})";
            if (element.TryGetResponse(out RtspResponse? response) && response.Protocol == "HTTP")
                return "the server speaks HTTP at this port; RTSP has another one, often 8554";
            await _inbox.WriteAsync(Wrap(element), _closing.Token);
        }
    }

    private Arrival Wrap(RtspElement element) => element.Kind switch
    {
        RtspElementKind.Frame => Arrival.OfFrame(element.Frame, _clock.Now),
        RtspElementKind.Response => new(ArrivalKind.Response, _clock.Now, element.Response),
        _ => new(ArrivalKind.Request, _clock.Now, element.Request),
    };
}
