using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
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

    public void Repair(RepairStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        // A connection loses nothing: there is no route for what mends.
        if (stream.SinkState is StreamRoute route)
            SendRepair(route, stream, packet, due);
    }

    public void Control(SendStream stream, ReadOnlySpan<byte> compound)
    {
        switch (stream.SinkState)
        {
            case StreamRoute route:
                SendControl(route, stream.ControlMarking, compound);
                break;
            case QueueRoute route:
                route.SendControl(compound, Totals);
                break;
        }
    }

    public void Control(RepairStream stream, ReadOnlySpan<byte> compound)
    {
        if (stream.SinkState is StreamRoute route)
            SendControl(route, stream.ControlMarking, compound);
    }

    /// <summary>Sends whatever is still held back.</summary>
    public abstract void Flush();

    public abstract void Dispose();

    protected abstract void Send(StreamRoute route, SendStream stream, in PacketWriter packet, Instant due);

    protected abstract void SendRepair(StreamRoute route, RepairStream stream, ReadOnlySpan<byte> packet, Instant due);

    protected abstract void SendControl(StreamRoute route, Dscp marking, ReadOnlySpan<byte> compound);

    /// <summary>Packets left at <paramref name="now"/>, together, and had to by <paramref name="deadline"/>.</summary>
    protected void CountSent(StreamRoute route, int packets, int bytes, Instant due, Instant deadline, Instant now)
    {
        route.Succeeded();
        route.Run.CountSent(packets, bytes, due, deadline, now);
        Totals.Sent(packets, bytes, now - due);
    }

    protected void CountSentControl(StreamRoute route, int bytes, Instant now)
    {
        route.Run.CountSentControl(bytes, now);
        Totals.SentControl();
    }

    protected void CountDropped(StreamRoute route, DropReason reason, int packets, int bytes)
    {
        route.Run.CountDropped(reason, packets, bytes);
        Totals.Drop(reason, packets);
    }

    protected void FilmUnreadable(StreamRoute route, SendStream? stream, int packets, int bytes)
    {
        CountDropped(route, DropReason.FilmUnreadable, packets, bytes);
        string which = stream is null ? "" : $" '{stream.Index.Track.SampleFile}'";
        route.Run.Fail($"the film{which} is shorter than its index says: it was truncated or replaced while it played");
    }
}
