using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How the packets of one interleaved stream reach the queue of its connection.</summary>
internal sealed class QueueRoute(IFlow flow, StreamTransport.Interleaved transport) : Route(flow)
{
    public void Send(SendStream stream, in PacketWriter packet, Instant due, FlowCounters totals)
    {
        if (stream.IsUnitStart)
            transport.Queue.BeginUnit(transport.RtpChannel, stream.UnitBytes, stream.IsUnitKey);
        QueueResult result = transport.Queue.Append(transport.RtpChannel, in packet, stream.Film);
        Count(result, packet.Length, due, stream.Deadline, stream.Film, totals);
    }

    public void SendWhole(ReadOnlySpan<byte> packet, Instant due, FlowCounters totals) =>
        Count(transport.Queue.AppendWhole(transport.RtpChannel, packet), packet.Length, due, Instant.Never, null, totals);

    public void SendControl(ReadOnlySpan<byte> compound, FlowCounters totals)
    {
        if (transport.Queue.AppendWhole(transport.RtcpChannel, compound) != QueueResult.Queued)
            return;
        Flow.CountSentControl(compound.Length, ProcessClock.Now);
        totals.SentControl();
    }

    private void Count(QueueResult result, int bytes, Instant due, Instant deadline, IByteSource? film, FlowCounters totals)
    {
        switch (result)
        {
            case QueueResult.Queued:
                Instant now = ProcessClock.Now;
                Flow.CountSent(1, bytes, due, deadline, now);
                totals.Sent(1, bytes, now - due);
                break;
            case QueueResult.Dropped:
                Flow.CountDropped(DropReason.QueueFull, 1, bytes);
                totals.Drop(DropReason.QueueFull, 1);
                break;
            case QueueResult.Closed:
                Flow.Fail("the connection is closed");
                break;
            case QueueResult.Unreadable:
                Flow.CountDropped(DropReason.FilmUnreadable, 1, bytes);
                totals.Drop(DropReason.FilmUnreadable, 1);
                Flow.Fail("the film is shorter than its index says: it was truncated or replaced while it played", film);
                break;
        }
    }
}
