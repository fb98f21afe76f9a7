using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Takes the packets of all sessions of one loop to the network. Used by one thread.</summary>
internal abstract class PacketSender : IPacketSink, IDisposable
{
    /// <summary>Sums over all sessions.</summary>
    public FlowCounters Totals { get; } = new();

    public abstract PacketWriter Begin();

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        switch (stream.SinkState)
        {
            case StreamRoute route:
                Send(route, stream, in packet, due);
                break;
            case QueueRoute route:
                route.Send(stream, in packet, due, Totals);
                break;
        }
    }

    public void Control(SendStream stream, ReadOnlySpan<byte> compound)
    {
        switch (stream.SinkState)
        {
            case StreamRoute route:
                SendControl(route, compound);
                break;
            case QueueRoute route:
                route.SendControl(compound, Totals);
                break;
        }
    }

    /// <summary>Sends whatever is still held back.</summary>
    public abstract void Flush();

    public abstract void Dispose();

    protected abstract void Send(StreamRoute route, SendStream stream, in PacketWriter packet, Instant due);

    protected abstract void SendControl(StreamRoute route, ReadOnlySpan<byte> compound);

    protected void CountSent(StreamRoute route, int packets, int bytes, TimeSpan late)
    {
        route.Succeeded();
        route.Run.Counters.Sent(packets, bytes, late);
        Totals.Sent(packets, bytes, late);
    }

    protected void CountSentControl(StreamRoute route)
    {
        route.Run.Counters.SentControl();
        Totals.SentControl();
    }

    protected void CountDropped(StreamRoute route, DropReason reason, int packets)
    {
        route.Run.Counters.Drop(reason, packets);
        Totals.Drop(reason, packets);
    }

    protected void FilmUnreadable(StreamRoute route, SendStream? stream, int packets)
    {
        CountDropped(route, DropReason.FilmUnreadable, packets);
        string which = stream is null ? "" : $" '{stream.Index.Track.SampleFile}'";
        route.Run.Fail($"the film{which} is shorter than its index says: it was truncated or replaced while it played");
    }
}
