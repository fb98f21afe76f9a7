using System.Threading.Channels;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Where sockets and timer meet the one loop that owns the session.</summary>
internal sealed class Inbox
{
    /// <summary>4 096 × 1 400 B = 5.7 MB: what arrives in 6 s at 8 Mbit/s while the loop is held up.</summary>
    private const int Capacity = 4_096;

    private readonly Channel<Arrival> _channel = Channel.CreateBounded<Arrival>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _dropped;
    private volatile bool _isClosed;

    /// <summary>Datagrams that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>For datagrams: what finds no room is dropped and counted, as the network would.</summary>
    public void Offer(in Arrival arrival)
    {
        if (_channel.Writer.TryWrite(arrival))
            return;
        arrival.Release();
        if (!_isClosed)
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>For the connection: waits for room, and so slows the server down.</summary>
    public ValueTask WriteAsync(Arrival arrival, CancellationToken cancellation) => _channel.Writer.WriteAsync(arrival, cancellation);

    /// <summary>Makes the loop look up; if the inbox is full it does so anyway.</summary>
    public void Wake(Instant now) => _channel.Writer.TryWrite(new(ArrivalKind.Wake, now));

    /// <summary>For work of others.</summary>
    /// <returns>False where there is no room for it, or nobody to do it.</returns>
    public bool Post(Action<ReceiverSession, Instant> work, Instant now) => _channel.Writer.TryWrite(new(ArrivalKind.Work, now, work));

    public ValueTask<Arrival> ReadAsync(CancellationToken cancellation = default) => _channel.Reader.ReadAsync(cancellation);

    public bool TryRead(out Arrival arrival) => _channel.Reader.TryRead(out arrival);

    /// <summary>Returns what nobody will read; who still writes gets a <see cref="ChannelClosedException"/>.</summary>
    public void Close()
    {
        _isClosed = true;
        _channel.Writer.TryComplete();
        while (_channel.Reader.TryRead(out Arrival arrival))
            arrival.Release();
    }
}
