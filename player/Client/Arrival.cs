using System.Buffers;
using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Something that came in, stamped when it came. Its bytes are rented, and go back with <see cref="Release"/>.</summary>
internal readonly struct Arrival
{
    private readonly byte[]? _rented;
    private readonly int _length;

    public Arrival(ArrivalKind kind, Instant at, object? subject = null)
    {
        Kind = kind;
        At = at;
        Subject = subject;
    }

    private Arrival(ArrivalKind kind, Instant at, object? subject, byte channel, byte[] rented, int length)
        : this(kind, at, subject)
    {
        Channel = channel;
        _rented = rented;
        _length = length;
    }

    public ArrivalKind Kind { get; }

    public Instant At { get; }

    /// <summary>The stream, the message, or why the connection ended.</summary>
    public object? Subject { get; }

    /// <summary>Of an interleaved frame.</summary>
    public byte Channel { get; }

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>A datagram in a rented buffer, which now belongs to the arrival.</summary>
    public static Arrival Datagram(ArrivalKind kind, Instant at, ActiveStream stream, byte[] rented, int length) =>
        new(kind, at, stream, 0, rented, length);

    /// <summary>Copies a frame out of the connection's buffer.</summary>
    public static Arrival OfFrame(InterleavedFrame frame, Instant at)
    {
        int length = (int)frame.Payload.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        frame.Payload.CopyTo(rented);
        return new(ArrivalKind.Frame, at, null, frame.Channel, rented, length);
    }

    public void Release()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
