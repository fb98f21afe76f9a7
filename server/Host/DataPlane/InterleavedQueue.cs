using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The bounded queue between the sending threads and the one writer of an RTSP connection.</summary>
/// <remarks>
/// The connection's writer runs <c>while (await queue.WaitToReadAsync(token)) while (queue.TryRead(out InterleavedBatch batch))
/// using (batch) write(batch.Bytes)</c>: bytes are '$' frames (RFC 2326 §10.12) and responses in the order they came in, many to a batch.
/// </remarks>
public sealed class InterleavedQueue : IInterleavedQueue, IDisposable
{
    /// <summary>1 MB: four seconds of a 2 Mb/s film; who reads slower than that sees gaps, not delay.</summary>
    public const int DefaultLimit = 1_000_000;

    public InterleavedQueue(int limit = DefaultLimit) => Limit = limit;

    public int Limit { get; }

    /// <summary>Puts a response into the line, before whatever media is queued later. Never dropped.</summary>
    public void Post(ReadOnlySpan<byte> response) => throw new NotImplementedException();

    /// <summary>Waits until there is something to write.</summary>
    /// <returns>False once the queue is completed and empty.</returns>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Takes what is queued, up to one pooled buffer of it.</summary>
    public bool TryRead(out InterleavedBatch batch) => throw new NotImplementedException();

    /// <summary>Nothing more is accepted; what is queued can still be read.</summary>
    public void Complete() => throw new NotImplementedException();

    public bool BeginUnit(byte channel, int bytes, bool isKey) => throw new NotImplementedException();

    public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film) => throw new NotImplementedException();

    public QueueResult AppendControl(byte channel, ReadOnlySpan<byte> packet) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
