using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How the packets of one interleaved stream reach the queue of its connection.</summary>
internal sealed class QueueRoute(SessionRun run, StreamTransport.Interleaved transport)
{
    public void Send(SendStream stream, in PacketWriter packet, Instant due, FlowCounters totals)
    {
        if (stream.IsUnitStart)
            transport.Queue.BeginUnit(transport.RtpChannel, stream.UnitBytes, stream.IsUnitKey);
        switch (transport.Queue.Append(transport.RtpChannel, in packet, stream.Film))
        {
            case QueueResult.Queued:
                Instant now = ProcessClock.Now;
                run.CountSent(1, packet.Length, due, stream.Deadline, now);
                totals.Sent(1, packet.Length, now - due);
                break;
            case QueueResult.Dropped:
                run.CountDropped(DropReason.QueueFull, 1, packet.Length);
                totals.Drop(DropReason.QueueFull, 1);
                break;
            case QueueResult.Closed:
                run.Fail("the connection is closed");
                break;
            case QueueResult.Unreadable:
                run.CountDropped(DropReason.FilmUnreadable, 1, packet.Length);
                totals.Drop(DropReason.FilmUnreadable, 1);
                run.Fail("the film is shorter than its index says: it was truncated or replaced while it played");
                break;
        }
    }

    public void SendControl(ReadOnlySpan<byte> compound, FlowCounters totals)
    {
        if (transport.Queue.AppendControl(transport.RtcpChannel, compound) != QueueResult.Queued)
            return;
        run.CountSentControl(compound.Length, ProcessClock.Now);
        totals.SentControl();
    }
}
