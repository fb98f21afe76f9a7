using System.Buffers;
using System.Buffers.Binary;
using System.Threading.Tasks.Sources;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The bounded queue between the sending threads and the one writer of an RTSP connection.</summary>
/// <remarks>
/// The connection's writer runs <c>while (await queue.WaitToReadAsync(token)) while (queue.TryRead(out InterleavedBatch batch))
/// using (batch) write(batch.Bytes)</c>: bytes are '$' frames (RFC 2326 §10.12) and responses in the order they came in, many to a batch.
/// Any thread may put in, one reads. The lock is held for copies of at most one packet.
/// </remarks>
public sealed class InterleavedQueue : IInterleavedQueue, IValueTaskSource<bool>, IDisposable
{
    /// <summary>1 MB: four seconds of a 2 Mb/s film; who reads slower than that sees gaps, not delay.</summary>
    public const int DefaultLimit = 1_000_000;

    /// <summary>What one write to the connection carries at most.</summary>
    private const int BatchSize = 16 * 1024;

    /// <summary>'$', channel, length. RFC 2326 §10.12.</summary>
    private const int FrameHeader = 4;

    private readonly Lock _lock = new();
    private readonly Queue<InterleavedBatch> _full = new();
    private readonly UnitGate _gate;
    private ManualResetValueTaskSourceCore<bool> _reader = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private byte[]? _filling;
    private int _filled;
    private bool _isWaiting;
    private bool _isComplete;

    /// <param name="limit">Most bytes of media held, framing included.</param>
    public InterleavedQueue(int limit = DefaultLimit) => _gate = new(limit);

    public int Limit => _gate.Limit;

    /// <summary>Bytes waiting for the reader.</summary>
    public long Queued
    {
        get
        {
            lock (_lock)
                return _gate.Queued;
        }
    }

    /// <summary>Access units left out because the reader was too slow.</summary>
    public long DroppedUnits
    {
        get
        {
            lock (_lock)
                return _gate.DroppedUnits;
        }
    }

    /// <summary>Puts a response into the line, before whatever media is queued later. Never dropped.</summary>
    public void Post(ReadOnlySpan<byte> response)
    {
        bool wake;
        lock (_lock)
        {
            if (_isComplete)
                return;
            _gate.Queued += response.Length;
            while (!response.IsEmpty)
            {
                Span<byte> room = Room(1);
                int count = Math.Min(room.Length, response.Length);
                response[..count].CopyTo(room);
                _filled += count;
                response = response[count..];
            }

            wake = TakeWaiter();
        }

        Wake(wake);
    }

    /// <summary>Waits until there is something to write. One waiter at a time.</summary>
    /// <returns>False once the queue is completed and empty.</returns>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_full.Count > 0 || _filled > 0)
                return new(true);
            if (_isComplete)
                return new(false);
            if (cancel.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(cancel);
            Invariant.That(!_isWaiting);
            _isWaiting = true;
            _reader.Reset();
        }

        _cancellation.Dispose();
        _cancellation = cancel.UnsafeRegister(static (queue, token) => ((InterleavedQueue)queue!).Cancel(token), this);
        return new(this, _reader.Version);
    }

    /// <summary>Takes what is queued, up to one pooled buffer of it.</summary>
    public bool TryRead(out InterleavedBatch batch)
    {
        lock (_lock)
        {
            if (!_full.TryDequeue(out batch))
            {
                if (_filled == 0)
                    return false;
                batch = new(_filling!, _filled);
                (_filling, _filled) = (null, 0);
            }

            _gate.Queued -= batch.Bytes.Length;
            return true;
        }
    }

    /// <summary>Nothing more is accepted; what is queued can still be read.</summary>
    public void Complete()
    {
        bool wake;
        lock (_lock)
        {
            _isComplete = true;
            wake = TakeWaiter();
        }

        Wake(wake);
    }

    public bool BeginUnit(byte channel, int bytes, bool isKey)
    {
        lock (_lock)
            return _gate.Begin(channel, bytes, isKey);
    }

    public QueueResult Append(byte channel, in PacketWriter packet, IByteSource film)
    {
        bool wake;
        lock (_lock)
        {
            if (_isComplete)
                return QueueResult.Closed;
            if (!_gate.TryAdmit(channel, FrameHeader + packet.Length))
                return QueueResult.Dropped;
            Span<byte> frame = Frame(channel, packet.Length);
            foreach (ref readonly PacketPart part in packet.Parts)
            {
                if (part.IsInline)
                    packet.Inline.Slice((int)part.Offset, part.Length).CopyTo(frame);
                else if (!film.TryRead(part.Offset, frame[..part.Length]))
                    return QueueResult.Unreadable;
                frame = frame[part.Length..];
            }

            Commit(packet.Length);
            wake = TakeWaiter();
        }

        Wake(wake);
        return QueueResult.Queued;
    }

    public QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet)
    {
        bool wake;
        lock (_lock)
        {
            if (_isComplete)
                return QueueResult.Closed;
            if (!_gate.TryAdmitControl(FrameHeader + packet.Length))
                return QueueResult.Dropped;
            packet.CopyTo(Frame(channel, packet.Length));
            Commit(packet.Length);
            wake = TakeWaiter();
        }

        Wake(wake);
        return QueueResult.Queued;
    }

    /// <summary>Completes it and gives its buffers back; called by the reader.</summary>
    public void Dispose()
    {
        Complete();
        while (TryRead(out InterleavedBatch batch))
            batch.Dispose();
        _cancellation.Dispose();
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _reader.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _reader.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _reader.OnCompleted(continuation, state, token, flags);

    /// <summary>Room for a frame, its header written, its payload to be filled in.</summary>
    private Span<byte> Frame(byte channel, int length)
    {
        Span<byte> frame = Room(FrameHeader + length);
        frame[0] = (byte)'$';
        frame[1] = channel;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)length);
        return frame.Slice(FrameHeader, length);
    }

    private void Commit(int length)
    {
        _filled += FrameHeader + length;
        _gate.Queued += FrameHeader + length;
    }

    /// <summary>What is free of the buffer being filled, or a new one where that is too little.</summary>
    private Span<byte> Room(int count)
    {
        if (_filling is not null && _filling.Length - _filled < count)
        {
            _full.Enqueue(new(_filling, _filled));
            _filling = null;
        }

        if (_filling is null)
        {
            _filling = ArrayPool<byte>.Shared.Rent(Math.Max(BatchSize, count));
            _filled = 0;
        }

        return _filling.AsSpan(_filled);
    }

    private bool TakeWaiter()
    {
        bool waiting = _isWaiting;
        _isWaiting = false;
        return waiting;
    }

    private void Wake(bool waiting)
    {
        if (waiting)
            _reader.SetResult(true);
    }

    private void Cancel(CancellationToken token)
    {
        lock (_lock)
        {
            if (!TakeWaiter())
                return;
        }

        _reader.SetException(new OperationCanceledException(token));
    }
}
