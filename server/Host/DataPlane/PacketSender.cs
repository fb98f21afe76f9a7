using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Takes the packets of all senders of one loop to the network. Used by one thread.</summary>
internal abstract class PacketSender : IPacketSink, IDisposable
{
    /// <summary>Sums over all of them, members of groups included.</summary>
    public FlowCounters Totals { get; } = new();

    public abstract PacketWriter Begin();

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        switch (stream.SinkState)
        {
            case StreamRoute route:
                Send(new(ref route), stream, in packet, due);
                break;
            case QueueRoute route:
                route.Send(stream, in packet, due, Totals);
                break;
            case FanOut ways:
                // The queues copy it; the batch may have no room any more when it has taken it.
                foreach (QueueRoute queue in ways.Queues)
                    queue.Send(stream, in packet, due, Totals);
                Send(ways.Datagrams, stream, in packet, due);
                break;
        }
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        // A connection loses nothing: what mends has no route there.
        switch (stream.SinkState)
        {
            case StreamRoute route:
                SendWhole(new(ref route), stream, packet, due);
                break;
            case QueueRoute route:
                route.SendWhole(packet, due, Totals);
                break;
            case FanOut ways:
                foreach (QueueRoute queue in ways.Queues)
                    queue.SendWhole(packet, due, Totals);
                SendWhole(ways.Datagrams, stream, packet, due);
                break;
        }
    }

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
    {
        switch (stream.SinkState)
        {
            case StreamRoute route:
                SendControl(new(ref route), stream.ControlMarking, compound);
                break;
            case QueueRoute route:
                route.SendControl(compound, Totals);
                break;
            case FanOut ways:
                foreach (QueueRoute queue in ways.Queues)
                    queue.SendControl(compound, Totals);
                SendControl(ways.Datagrams, stream.ControlMarking, compound);
                break;
        }
    }

    /// <summary>Sends whatever is still held back.</summary>
    public abstract void Flush();

    public abstract void Dispose();

    protected abstract void Send(ReadOnlySpan<StreamRoute> routes, SendStream stream, in PacketWriter packet, Instant due);

    protected abstract void SendWhole(ReadOnlySpan<StreamRoute> routes, WholeStream stream, ReadOnlySpan<byte> packet, Instant due);

    protected abstract void SendControl(ReadOnlySpan<StreamRoute> routes, Dscp marking, ReadOnlySpan<byte> compound);

    /// <summary>Packets left at <paramref name="now"/>, together, and had to by <paramref name="deadline"/>.</summary>
    protected void CountSent(StreamRoute route, int packets, int bytes, Instant due, Instant deadline, Instant now)
    {
        route.Succeeded();
        route.Flow.CountSent(packets, bytes, due, deadline, now);
        Totals.Sent(packets, bytes, now - due);
    }

    protected void CountSentControl(StreamRoute route, int bytes, Instant now)
    {
        route.Flow.CountSentControl(bytes, now);
        Totals.SentControl();
    }

    protected void CountDropped(StreamRoute route, DropReason reason, int packets, int bytes)
    {
        route.Flow.CountDropped(reason, packets, bytes);
        Totals.Drop(reason, packets);
    }

    protected void FilmUnreadable(StreamRoute route, IByteSource film, int packets, int bytes)
    {
        CountDropped(route, DropReason.FilmUnreadable, packets, bytes);
        string which = film is MappedFile file ? $" '{file.Path}'" : "";
        route.Flow.Fail($"the film{which} is shorter than its index says: it was truncated or replaced while it played", film);
    }
}
