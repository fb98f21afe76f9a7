using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>All receivers of all lanes, as they report themselves, and what all of them together make of it.</summary>
internal sealed class Audience
{
    /// <summary>A newcomer that is not in step yet says nothing of the others.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly CommonPresentation _presentation;
    private readonly Distribution _skew = new(TimeScale.Skew.Bins);
    private readonly CommonDelay _delay;
    private readonly Dictionary<SendStream, LaneAudience> _lanes = [];
    private int _reporting;

    public Audience(SendSession sending, ChannelMembers members)
    {
        _presentation = members.Presentation;
        _delay = new(_presentation, members.Settings.Delay, members.Settings.MostDelay);
        foreach (SendStream stream in sending.Streams)
        {
            LaneAudience lane = new(sending, stream, _presentation);
            _lanes.Add(stream, lane);
            stream.Reporting.Rider = lane;
        }
    }

    public IReadOnlyCollection<LaneAudience> Lanes => _lanes.Values;

    /// <summary>Members that are heard of on one of their lanes at least.</summary>
    public int Reporting => _reporting;

    public Spread<TimeSpan> Skew => _skew.Read(static bin => TimeScale.Skew.At(bin));

    public LaneAudience? Of(MemberLane lane) => _lanes.GetValueOrDefault(lane.Stream);

    public void Join(MemberLane lane, Instant now)
    {
        if (Of(lane) is not { } audience)
            return;
        lane.Reception.Since = now;
        audience.Joined++;
        audience.Expect(lane.Reception, true);
    }

    public void Leave(MemberLane lane)
    {
        if (Of(lane) is not { } audience)
            return;
        Forget(lane);
        audience.Joined--;
    }

    /// <param name="sender">How it names itself in RTCP.</param>
    /// <param name="size">Of its compound.</param>
    public void Hear(MemberLane lane, Ssrc sender, int size, Instant now)
    {
        if (Of(lane) is not { } audience)
            return;
        bool wasReporting = lane.Member.IsReporting;
        lane.Reception.Sender = sender;
        audience.Hear(lane.Reception, size, now);
        _reporting += wasReporting ? 0 : 1;
    }

    public void Take(MemberLane lane, in ReportBlock block, Instant now) => Of(lane)?.Take(lane.Reception, in block, now);

    public void Take(MemberLane lane, in IdmsReport report, Instant now)
    {
        if (report.Presented is not NtpTime presented || !lane.Reception.IsReporting || !(now - lane.Begun >= Settling))
            return;
        Of(lane)?.Take(lane.Reception, _presentation.Skew(lane.Stream, report.Rtp, presented, now));
        TakeSkew(lane.Member);
    }

    /// <summary>It has said goodbye, left, or said nothing for too long.</summary>
    public void Forget(MemberLane lane)
    {
        bool wasReporting = lane.Member.IsReporting;
        Of(lane)?.Forget(lane.Reception);
        _reporting -= wasReporting && !lane.Member.IsReporting ? 1 : 0;
        TakeSkew(lane.Member);
    }

    /// <summary>Forgets the lanes of a member that were silent for too long.</summary>
    public void Expire(ChannelMember member, Instant now)
    {
        foreach (MemberLane lane in member.LaneArray)
        {
            if (Of(lane) is { } audience && LaneAudience.IsOver(lane.Reception, audience.Interval, now))
                Forget(lane);
        }
    }

    /// <summary>The delay of all moves.</summary>
    public void Advance(Instant now) => _delay.Advance(now);

    private void TakeSkew(ChannelMember member)
    {
        TimeSpan? furthest = null;
        foreach (MemberLane lane in member.LaneArray)
        {
            if (lane.Reception.Skew is TimeSpan skew && !(skew.Duration() <= furthest?.Duration()))
                furthest = skew;
        }

        member.SkewBin = _skew.Move(member.SkewBin, furthest is TimeSpan off ? TimeScale.Skew.Of(off) : Distribution.Nowhere);
        _delay.Report(member, furthest);
    }
}
