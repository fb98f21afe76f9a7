using Streaming.Formats.Rtcp;

namespace Streaming.Server.Sending;

/// <summary>Takes what receivers report, and keeps each block with the stream it speaks of.</summary>
internal static class ReceptionTaker
{
    /// <param name="wall">The time of day at <paramref name="now"/>, by the clock of the sender reports.</param>
    /// <returns>Whether it was well formed and spoke of one of the streams.</returns>
    public static bool Take(ReadOnlySpan<byte> compound, ReadOnlySpan<SendStream> streams, Instant now, NtpTime wall)
    {
        if (!CompoundPacket.TryParse(compound, out CompoundPacket packets, out _))
            return false;
        bool isKnown = false;
        foreach (RtcpPacket packet in packets)
        {
            if (!ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks) && !SenderReport.TryParse(in packet, out _, out blocks))
                continue;
            foreach (ReportBlock block in blocks)
            {
                foreach (SendStream stream in streams)
                {
                    if (stream.Identity.Ssrc != block.Source)
                        continue;
                    stream.Reception = new(now, block, block.RoundTrip(wall));
                    isKnown = true;
                }
            }
        }

        return isKnown;
    }
}
