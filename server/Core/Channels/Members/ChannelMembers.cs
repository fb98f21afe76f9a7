using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Who takes part in a channel, and what each of them is sent alone: packets again, and the burst that it begins with.</summary>
/// <remarks>Belongs to whoever sends the channel: everything but <see cref="Count"/> and <see cref="Presentation"/> is called
/// there.</remarks>
public sealed class ChannelMembers
{
    /// <summary>Members at once: with 160 MB a small part of what their RTSP sessions take; see <see cref="ChannelMember"/>.</summary>
    public const int Most = 100_000;

    /// <summary>How long after it has left a packet may be sent again, in a burst: key pictures 10 s apart, and a delay of 5 s. Until then
    /// a title that is over is still read.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(15);

    private readonly SendSession _sending;
    private readonly MemberRepair _repair;
    private readonly List<ChannelMember> _members = [];
    private int _count;

    /// <param name="sending">The lanes, all of them: of each is remembered from now on what a newcomer needs.</param>
    public ChannelMembers(SendSession sending, ChannelSettings settings)
    {
        _sending = sending;
        Settings = settings;
        Presentation = new(sending, settings.Delay);
        _repair = new(sending, settings, sending.Created);
        foreach (SendStream lane in sending.Streams)
            (lane.Repair ??= new(lane)).Remember(SentLog.ForNewcomers);
    }

    /// <summary>Where everybody is.</summary>
    public CommonPresentation Presentation { get; }

    /// <summary>May be read from any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Of them, those that are still sent what the group got before them.</summary>
    public int Bursts => _repair.Bursts;

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next => _repair.Next;

    /// <summary>Where their reports come from.</summary>
    internal MemberDirectory Directory { get; } = new();

    internal ChannelSettings Settings { get; }

    /// <summary>All of them, in no order that lasts.</summary>
    internal IReadOnlyList<ChannelMember> All => _members;

    /// <summary>Who is told of lanes that are joined and left.</summary>
    internal Audience? Audience { get; set; }

    /// <summary>A lane is joined; with its first lane a member joins the channel.</summary>
    /// <returns>False where the channel has <see cref="Most"/> already.</returns>
    public bool Join(MemberLane lane, Instant now)
    {
        ChannelMember member = lane.Member;
        if (member.Place < 0)
        {
            if (_members.Count == Most)
                return false;
            member.Place = _members.Count;
            _members.Add(member);
            Volatile.Write(ref _count, _members.Count);
        }

        lane.IsJoined = true;
        member.Add(lane);
        Directory.Add(lane);
        if (lane is { Own: { } own, Stream.Repair.Sent: { } sent })
            lane.Log = new(sent, own, ResendMarks.OfMember);
        Audience?.Join(lane, now);
        return true;
    }

    /// <summary>A lane is left; with its last lane a member leaves the channel. What was still to be sent to it alone is given
    /// up.</summary>
    public void Leave(MemberLane lane)
    {
        ChannelMember member = lane.Member;
        if (!lane.IsJoined)
            return;
        lane.IsJoined = false;
        MemberRepair.Forget(lane);
        Directory.Remove(lane);
        Audience?.Leave(lane);
        member.Remove(lane);
        if (member.LaneArray.Length > 0)
            return;
        _members[member.Place] = _members[^1];
        _members[member.Place].Place = member.Place;
        _members.RemoveAt(_members.Count - 1);
        member.Place = -1;
        Volatile.Write(ref _count, _members.Count);
    }

    /// <summary>A member leaves all lanes.</summary>
    public void Leave(ChannelMember member)
    {
        foreach (MemberLane lane in member.LaneArray)
            Leave(lane);
    }

    /// <summary>A member plays: lanes of its own that have not begun yet begin at the common presentation point, with a burst of what the
    /// group was sent before.</summary>
    /// <remarks>Lanes that come to this member alone are attached in the same turn, so that nothing is missing between burst and
    /// lane.</remarks>
    /// <param name="terms">How fast the burst is; null: there is none, and lanes begin with their next packet.</param>
    /// <returns>That point, and of each lane of the member the number of the first packet it gets and the stamp of the point.</returns>
    public PlayPoint Play(ChannelMember member, BurstTerms? terms, Instant now)
    {
        MediaTime start = MediaTime.Max(Presentation.PositionAt(now), MediaTime.Zero);
        List<StreamPoint> points = [];
        List<BurstCursor> burst = [];
        foreach (MemberLane lane in member.LaneArray)
        {
            bool isNew = lane.Begun is null;
            lane.Begun ??= now;
            BurstCursor? cursor = isNew && terms is not null && lane.Log is { } log ? new(lane, log) : null;
            SequenceNumber first = lane.Stream.NextSequence;
            if (cursor?.TryEnter(Presentation.StampAt(lane.Stream, now), now) == true)
            {
                burst.Add(cursor);
                first += (int)(cursor.Packet - lane.Stream.PacketsSent);
            }

            points.Add(new(lane.Stream, first, lane.Stream.Numbers.StampAt(start - MediaTime.Zero)));
        }

        if (terms is not null && burst.Count > 0)
            _repair.Begin(member, burst, terms, Presentation, now);
        return new(start, MediaTime.End, points);
    }

    /// <summary>Sends what members have asked for and may have now.</summary>
    public void Emit(Instant now, IPacketSink sink) => _repair.Emit(now, sink);

    /// <summary>A member asks for packets of a lane.</summary>
    internal void Ask(MemberLane lane, in GenericNack lost, Instant now) => _repair.Ask(lane, in lost, now);

    /// <summary>The lanes may send at other rates by now.</summary>
    internal void Follow(Instant now) => _repair.Follow(now);
}
