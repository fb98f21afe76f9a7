using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Streaming.Formats.Rtsp;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Control;

/// <summary>The one writer of a connection: responses and interleaved media leave in the order in which they were queued.</summary>
internal sealed class ConnectionWriter(PipeWriter output, int queueLimit, ConnectionWatch watch, ControlClock clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    public InterleavedQueue Queue { get; } = new(queueLimit);

    /// <summary>Queues a response, and completes when the transport has taken the next batch of the queue, or the connection is
    /// over.</summary>
    /// <remarks>
    /// Where no media waits, that batch is the response. The reader waits for this before its next request: whoever sends requests
    /// without reading the answers stops himself; but whoever reads slowly is still heard.
    /// </remarks>
    public ValueTask SendAsync(RtspResponse response)
    {
        ArrayBufferWriter<byte> bytes = new(512);
        response.WriteTo(bytes);
        lock (_gate)
        {
            if (_isOver)
                return ValueTask.CompletedTask;
            Queue.Post(bytes.WrittenSpan);
            return new(_written.Task);
        }
    }

    /// <summary>Queues a request to the client; nobody waits for it to be written.</summary>
    public void Post(RtspRequest request)
    {
        ArrayBufferWriter<byte> bytes = new(512);
        request.WriteTo(bytes);
        lock (_gate)
        {
            if (!_isOver)
                Queue.Post(bytes.WrittenSpan);
        }
    }

    /// <summary>What is queued is still written.</summary>
    public void Complete() => Queue.Complete();

    public async Task RunAsync(CancellationToken closed)
    {
        try
        {
            while (await Queue.WaitToReadAsync(closed))
            {
                await WriteQueuedAsync(closed);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            // The peer is gone; the reader finds out as well.
        }
        finally
        {
            lock (_gate)
                _isOver = true;
            TakeWaiters().TrySetResult();
            Queue.Complete();
        }
    }

    private async Task WriteQueuedAsync(CancellationToken closed)
    {
        while (true)
        {
            // Taken before the batch: all that was queued when they began to wait is in this batch or in front of it.
            TaskCompletionSource waiters = TakeWaiters();
            try
            {
                if (!Queue.TryRead(out InterleavedBatch batch))
                    return;
                using (batch)
                    await WriteAsync(batch.Bytes, closed);
            }
            finally
            {
                // Also where the connection was cut in the middle: nobody else knows of them, and the reader would wait for ever.
                waiters.TrySetResult();
            }
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken closed)
    {
        watch.Writing(clock.Now);
        FlushResult result = await output.WriteAsync(bytes, closed);
        watch.Written();
        if (result.IsCompleted)
            throw new OperationCanceledException("the transport is closed");
    }

    private TaskCompletionSource TakeWaiters()
    {
        lock (_gate)
        {
            TaskCompletionSource waiters = _written;
            _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiters;
        }
    }
}
