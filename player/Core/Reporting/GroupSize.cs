using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Reporting;

/// <summary>How many share a stream's RTCP with us: two, unless it goes to a group. Then its sender says so, where receivers do not hear
/// each other (RFC 5760 §7.1), else everybody counts whom he hears (RFC 3550 §6.2.1).</summary>
internal sealed class GroupSize(Ssrc own, RtcpTimer timer)
{
    private readonly RtcpMembers _heard = new(own);
    private NtpTime? _told;

    /// <summary>We and the server.</summary>
    public const int OfTwo = 2;

    /// <summary>The sender summarises.</summary>
    public void Told(in ReceiverSummary summary, Instant now)
    {
        if (_told is { } before && (long)(summary.Ntp.Value - before.Value) < 0)
            return;
        _told = summary.Ntp;
        timer.Accept(summary, senders: 1, now);
    }

    /// <summary>A compound of the sender's, or of another receiver's, has come by the group.</summary>
    public void Heard(in CompoundPacket compound, Instant now)
    {
        if (_told is not null)
            return;
        foreach (RtcpPacket packet in compound)
        {
            if (SenderReport.TryParse(packet, out SenderReport sender, out _))
                _heard.Heard(sender.Sender, hasMedia: true, now);
            else if (Formats.Rtcp.ReceiverReport.TryParse(packet, out Formats.Rtcp.ReceiverReport receiver, out ReportBlocks _))
                _heard.Heard(receiver.Sender, hasMedia: false, now);
            else if (Bye.TryParse(packet, out Bye bye))
                Left(bye);
        }

        _heard.Expire(timer.Interval, now);
        timer.Resize(Math.Max(OfTwo, _heard.Count), Math.Max(1, _heard.Senders), now);
    }

    private void Left(in Bye bye)
    {
        for (int i = 0; i < bye.Count; i++)
            _heard.Left(bye[i]);
    }
}
