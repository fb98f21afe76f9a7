using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>Reads one compound of a member, and hands what it says to whom it is for.</summary>
internal sealed class ReportTaker(Audience audience, ChannelMembers members, ReferenceAnswers answers)
{
    /// <param name="from">The lanes that end point reports on.</param>
    /// <returns>False where it is no compound, or speaks of no lane.</returns>
    public bool Take(ReadOnlySpan<byte> wire, MemberLane[] from, Instant arrival, Instant now, IPacketSink sink)
    {
        if (!CompoundPacket.TryParse(wire, out CompoundPacket compound, out _))
            return false;
        (Ssrc Sender, MemberLane Lane, ReceiverReferenceTime Time)? reference = null;
        MemberLane? heard = null;
        foreach (RtcpPacket packet in compound)
        {
            if (packet.Sender is not Ssrc sender)
                continue;
            if (ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks) || SenderReport.TryParse(in packet, out _, out blocks))
            {
                heard = TakeBlocks(blocks, from, sender, wire.Length, arrival) ?? heard;
            }
            else if (ExtendedReport.TryParse(in packet, out ExtendedReport extended))
            {
                foreach (XrBlock block in extended)
                {
                    if (IdmsReport.TryParse(in block, out IdmsReport presented) && Find(from, presented.Source, sender) is { } lane)
                        audience.Take(lane, in presented, now);
                    else if (ReceiverReferenceTime.TryParse(in block, out ReceiverReferenceTime time) && heard is not null)
                        reference = (sender, heard, time);
                }
            }
            else if (GenericNack.TryParse(in packet, out GenericNack lost) && Find(from, lost.Source, sender) is { } asking)
            {
                members.Ask(asking, in lost, now);
                heard ??= asking;
            }
            else if (Bye.TryParse(in packet, out Bye bye))
            {
                TakeBye(in bye, from);
            }
        }

        heard?.Member.Hear(arrival);
        if (reference is { } asked && audience.Of(asked.Lane) is { } lane2)
            answers.Answer(asked.Lane, lane2, asked.Sender, asked.Time, arrival, now, sink);
        return heard is not null;
    }

    /// <returns>The lane that it speaks of, or whose end point it comes from; null: of none.</returns>
    private MemberLane? TakeBlocks(ReportBlocks blocks, MemberLane[] from, Ssrc sender, int size, Instant now)
    {
        MemberLane? heard = null;
        foreach (ReportBlock block in blocks)
        {
            if (Find(from, block.Source, sender) is not { } lane)
                continue;
            audience.Hear(lane, sender, size, now);
            audience.Take(lane, in block, now);
            heard ??= lane;
        }

        // Nothing was received yet, and it says so.
        if (heard is null && blocks.Count == 0 && from is [{ IsJoined: true }])
            audience.Hear(heard = from[0], sender, size, now);
        return heard;
    }

    private void TakeBye(in Bye bye, MemberLane[] from)
    {
        foreach (MemberLane lane in from)
        {
            if (lane is { IsJoined: true, Reception.Sender: Ssrc sender } && bye.Contains(sender))
                audience.Forget(lane);
        }
    }

    /// <summary>The lane of a source; where several members report from one end point, of the one with that name in RTCP, or of one that
    /// has none yet.</summary>
    private static MemberLane? Find(MemberLane[] from, Ssrc source, Ssrc sender)
    {
        MemberLane? nameless = null, only = null;
        int known = 0;
        foreach (MemberLane lane in from)
        {
            if (lane.Stream.Identity.Ssrc != source || !lane.IsJoined)
                continue;
            if (lane.Reception.Sender == sender)
                return lane;
            known++;
            only = lane;
            nameless ??= lane.Reception.Sender is null ? lane : null;
        }

        // A receiver alone at its end point may have begun anew, with another name.
        return known == 1 ? only : nameless;
    }
}
