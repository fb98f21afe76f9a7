using System.Net;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>What the members of a channel report, and what they are told in turn: how many they are (RFC 5760), when to present (RFC 7272),
/// and how far away they are (RFC 3611 §4.5).</summary>
/// <remarks>Reports are taken from any thread and looked at by whoever sends the channel, to whom the rest belongs. They count where they
/// come from a member, and nowhere else.</remarks>
public sealed class GroupFeedback
{
    /// <summary>The number of those who are to be in step, one and the same for all lanes. RFC 7272 §10.</summary>
    public const uint SyncGroup = 1;

    /// <summary>As soon after the last sender report another may tell how the group has grown: before any of the new ones reports, after
    /// 1 s at the earliest (RFC 3550 §6.3.2), it has been told.</summary>
    internal static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(250);

    /// <summary>Reports of one member that wait: of 16 lanes, all at once.</summary>
    private const int MostUnread = 16;

    /// <summary>Reports looked at in one go: what the lanes send waits behind them for 0.2 ms at most.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>Ticks from one stock to the next.</summary>
    private const int TicksToStock = 10;

    /// <summary>Ticks in which all members have been looked at once: of 100 000 some 1 600 in one, which takes 0.2 ms.</summary>
    private const int TicksToSweep = 64;

    private readonly SendSession _sending;
    private readonly ChannelMembers _members;
    private readonly Audience _audience;
    private readonly ReferenceAnswers _answers;
    private readonly ReportTaker _taker;
    private readonly ReportMailbox _mailbox = new();
    private ChannelFigures _figures;
    private Instant _tick;
    private Instant _looked;
    private int _isCalled;
    private int _ticks;
    private int _swept;
    private long _reports;
    private long _malformed;
    private long _strangers;
    private long _overrun;

    /// <param name="sending">What the members are sent; from now on its reports say how many they are and when to present.</param>
    public GroupFeedback(SendSession sending, ChannelMembers members)
    {
        (_sending, _members) = (sending, members);
        _audience = new(sending, members);
        _answers = new(sending);
        _taker = new(_audience, members, _answers);
        members.Audience = _audience;
        _tick = sending.Created;
        _figures = TakeStock(sending.Created);
    }

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next => _mailbox.IsEmpty ? _tick : _looked;

    /// <summary>Takes RTCP that has come from an end point. May be called from any thread.</summary>
    /// <returns>Whether it is a member's.</returns>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now)
    {
        MemberLane[] lanes = _members.Directory.Find(from);
        if (lanes.Length > 0)
            Put(compound, lanes, now);
        else
            Interlocked.Increment(ref _strangers);
        return lanes.Length > 0;
    }

    /// <summary>As <see cref="AcceptRtcp"/>, for what has come over a member's connection.</summary>
    public void AcceptInterleaved(ReadOnlySpan<byte> compound, ChannelMember member, Instant now)
    {
        MemberLane[] lanes = member.LaneArray;
        if (lanes.Length > 0)
            Put(compound, lanes, now);
    }

    /// <summary>Whether reports wait, and <see cref="Emit"/> is to be called for them, at once rather than at <see cref="Next"/>; says so
    /// once. May be called from any thread.</summary>
    public bool TryCall() =>
        Volatile.Read(ref _isCalled) == 0 && !_mailbox.IsEmpty && Interlocked.Exchange(ref _isCalled, 1) == 0;

    /// <summary>Looks at what has come, answers it, and takes stock. Called before the lanes have their turn, since their reports may be
    /// brought forward.</summary>
    public void Emit(Instant now, IPacketSink sink)
    {
        _looked = now;

        // What comes from here on calls again.
        Interlocked.Exchange(ref _isCalled, 0);
        for (int i = 0; i < AtOnce && _mailbox.TryPeek(out ReadOnlySpan<byte> compound, out MemberLane[] from, out Instant at); i++)
        {
            bool isTaken = _taker.Take(compound, from, at, now, sink);
            _reports += isTaken ? 1 : 0;
            _malformed += isTaken ? 0 : 1;
            from[0].Member.Read();
            _mailbox.Drop();
        }

        if (now >= _tick)
            Advance(now);
    }

    /// <summary>The last stock taken, a second old at most. May be called from any thread.</summary>
    public ChannelFigures Snapshot() => Volatile.Read(ref _figures);

    /// <summary>Some of the members, in no particular order, one by one. Called by whoever sends the channel.</summary>
    public IReadOnlyList<ReceiverFigures> Receivers(int first, int count)
    {
        List<ReceiverFigures> receivers = [];
        for (int at = Math.Max(0, first); at < _members.All.Count && receivers.Count < count; at++)
        {
            ChannelMember member = _members.All[at];
            receivers.Add(new(member, [.. member.LaneArray.Select(Figures)], member.Burst is not null));
        }

        return receivers;
    }

    private static ReceiverLane Figures(MemberLane lane)
    {
        LaneReception one = lane.Reception;
        Ratio? loss = one.Block is { } block ? Ratio.Of(block.FractionLost, 256) : null;
        TimeSpan? jitter = one.Block is { } of ? lane.Stream.Index.Track.Clock.ToLength(of.Jitter) : null;
        return new(lane, one.Heard, loss, jitter, one.RoundTrip, one.Skew, lane.Repair);
    }

    private void Put(ReadOnlySpan<byte> compound, MemberLane[] lanes, Instant now)
    {
        if (!lanes[0].Member.TryWait(MostUnread))
        {
            Interlocked.Increment(ref _overrun);
        }
        else if (!_mailbox.TryPut(compound, lanes, now))
        {
            lanes[0].Member.Read();
            Interlocked.Increment(ref _overrun);
        }
    }

    private void Advance(Instant now)
    {
        _tick = now + Tick;
        foreach (LaneAudience lane in _audience.Lanes)
        {
            _answers.Count(lane.TakeWritten(), now);
            if (lane.IsNews(now))
                lane.Stream.Reporting.HastenTo(now);
        }

        for (int left = (_members.All.Count + TicksToSweep - 1) / TicksToSweep; left > 0 && _members.All.Count > 0; left--)
        {
            _swept = _swept + 1 < _members.All.Count ? _swept + 1 : 0;
            _audience.Expire(_members.All[_swept], now);
        }

        if (++_ticks % TicksToStock != 0)
            return;
        foreach (LaneAudience lane in _audience.Lanes)
            _answers.Count(lane.Measure(now), now);
        _audience.Advance(now);
        _members.Follow(now);
        _answers.Follow(now);
        Volatile.Write(ref _figures, TakeStock(now));
    }

    private ChannelFigures TakeStock(Instant now) => new(
        now,
        _members.Count,
        _audience.Reporting,
        _members.Presentation.Delay,
        _audience.Skew,
        [.. _audience.Lanes.Select(static lane => lane.Snapshot())],
        _reports,
        Interlocked.Read(ref _strangers),
        _malformed,
        Interlocked.Read(ref _overrun),
        _answers.Answered,
        _answers.Unanswered,
        _members.Bursts);
}
