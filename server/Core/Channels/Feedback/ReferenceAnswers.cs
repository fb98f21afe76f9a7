using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.Shaping;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>Answers receivers that tell their time: by the answer they know how far the server is, and what its clock shows. RFC 3611
/// §4.5.</summary>
/// <remarks>They leave at once and to the member alone, out of what is left of the sender's share of RTCP: a quarter of 5 %. Where that is
/// short, those come first who were never answered.</remarks>
internal sealed class ReferenceAnswers(SendSession sending)
{
    /// <summary>A receiver asks a few times when it begins, and then with each report.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(100);

    /// <summary>RFC 3550 §6.2: as long as senders are few, a quarter is theirs.</summary>
    private const int SenderPart = 4;

    /// <summary>32 answers of 200 B: those who come within a second or two begin in step.</summary>
    private static readonly ByteCount Depth = new(6_400);

    private TokenBucket _share = new(RateOf(sending), Depth, sending.Created);

    public long Answered { get; private set; }

    public long Unanswered { get; private set; }

    /// <summary>The lanes send another title, perhaps at other rates.</summary>
    public void Follow(Instant now) => _share.Change(RateOf(sending), Depth, now);

    /// <summary>Sender reports take of the same share, and so do receivers where they take more than their own.</summary>
    public void Count(int bytes, Instant now) => _share.Consume(new(bytes), now);

    /// <param name="receiver">As it names itself.</param>
    /// <param name="reference">Its time.</param>
    /// <param name="arrival">When that came.</param>
    public void Answer(
        MemberLane lane,
        LaneAudience audience,
        Ssrc receiver,
        ReceiverReferenceTime reference,
        Instant arrival,
        Instant now,
        IPacketSink sink)
    {
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        Write(ref writer, lane.Stream, audience.SettingsAt(now), receiver, reference, now - arrival, now);
        ByteCount size = new(writer.Written.Length + RtcpTimer.LowerHeaders);
        LaneReception one = lane.Reception;
        bool isOften = now - one.Answered < Soonest;
        ByteCount kept = one.Answered is null ? ByteCount.Zero : new(Depth.Bytes / 2);
        if (lane.Own is null || isOften || _share.Level(now) < size + kept)
        {
            Unanswered++;
            return;
        }

        _share.Consume(size, now);
        one.Answered = now;
        Answered++;
        sink.Control(lane.Own, writer.Written);
    }

    private void Write(
        ref CompoundWriter writer, SendStream stream, IdmsSettings settings, Ssrc receiver, ReceiverReferenceTime reference, TimeSpan lay,
        Instant now)
    {
        (uint packets, uint octets) = unchecked(((uint)stream.PacketsSent, (uint)stream.OctetsSent));
        TimeSpan age = now - sending.Created;
        SenderReport report = new(stream.Identity.Ssrc, sending.CreatedNtp + age, stream.Numbers.StampAt(age), packets, octets);
        writer.SenderReport(in report, []);
        writer.SourceDescription(stream.Identity.Ssrc, sending.Cname);
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        uint delay = (uint)Math.Min(lay.Ticks * 65_536 / TimeSpan.TicksPerSecond, uint.MaxValue);
        blocks.Add([new DelaySinceLastReference(receiver, reference.Ntp.Middle, delay)]);
        writer.ExtendedReport(stream.Identity.Ssrc, blocks.Written);
        writer.IdmsSettings(in settings);
    }

    private static BitRate RateOf(SendSession sending)
    {
        BitRate total = BitRate.Zero;
        foreach (SendStream lane in sending.Streams)
            total += SenderReporter.RateOf(lane);
        return new(RtcpInterval.ShareOf(total).BitsPerSecond / SenderPart);
    }
}
