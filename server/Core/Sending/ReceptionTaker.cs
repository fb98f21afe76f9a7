using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Takes what receivers report, and keeps it with the stream it speaks of.</summary>
internal static class ReceptionTaker
{
    /// <param name="wall">The time of day at <paramref name="now"/>, by the clock of the sender reports.</param>
    /// <returns>Whether it was well formed and spoke of one of the streams.</returns>
    public static bool Take(ReadOnlySpan<byte> compound, ReadOnlySpan<SendStream> streams, Instant now, NtpTime wall)
    {
        if (!CompoundPacket.TryParse(compound, out CompoundPacket packets, out _))
            return false;
        bool isKnown = false;
        foreach (SendStream stream in streams)
        {
            isKnown |= TakeLosses(in packets, stream) | TakeRequests(in packets, stream);
            if (Find(in packets, stream.Identity.Ssrc, out ExtendedFigures extended) is not { } block)
                continue;
            stream.Receptions.Add(now, block, block.RoundTrip(wall), extended);
            isKnown = true;
        }

        return isKnown;
    }

    private static bool TakeLosses(in CompoundPacket packets, SendStream stream)
    {
        bool isKnown = false;
        foreach (RtcpPacket packet in packets)
        {
            if (!PictureLoss.TryParse(in packet, out PictureLoss loss) || loss.Source != stream.Identity.Ssrc)
                continue;
            stream.Receptions.AddPictureLoss();
            isKnown = true;
        }

        return isKnown;
    }

    private static bool TakeRequests(in CompoundPacket packets, SendStream stream)
    {
        bool isKnown = false;
        foreach (RtcpPacket packet in packets)
        {
            if (!GenericNack.TryParse(in packet, out GenericNack nack) || nack.Source != stream.Identity.Ssrc)
                continue;
            isKnown = true;
            if (stream.Repair is not { } repair)
                continue;
            foreach (NackEntry entry in nack)
                repair.Ask(entry);
        }

        return isKnown;
    }

    /// <summary>The block about one source; null where there is none, and then what else is said of it has no time to belong to.</summary>
    private static ReportBlock? Find(in CompoundPacket packets, Ssrc source, out ExtendedFigures extended)
    {
        ReportBlock? found = null;
        extended = default;
        foreach (RtcpPacket packet in packets)
        {
            if (ExtendedReport.TryParse(in packet, out ExtendedReport report))
            {
                foreach (XrBlock block in report)
                    extended = extended.With(in block, source);
            }
            else if (ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks)
                || SenderReport.TryParse(in packet, out _, out blocks))
            {
                foreach (ReportBlock block in blocks)
                    found = block.Source == source ? block : found;
            }
        }

        return found;
    }
}
