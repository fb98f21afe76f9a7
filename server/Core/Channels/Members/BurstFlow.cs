using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>What a newcomer is sent of what the group got before it, so that it has a picture at once. After RFC 6285.</summary>
/// <remarks>
/// Its lanes go on by the time at which they are decoded, whichever is behind first: a picture and its sound come together. It is over when
/// it has caught up with the group; for whoever joins that, with what it gets up to <see cref="Joining"/> later, by when the routers have
/// followed. What comes by both ways has one number.
/// </remarks>
/// <param name="ended">Told once, when there is nothing left to send.</param>
internal sealed class BurstFlow(TrafficSpec traffic, CommonPresentation presentation, Action ended, Instant now) : MemberFlow(traffic, now)
{
    /// <summary>How long a router takes to follow a join: it may have to ask the next one.</summary>
    public static readonly TimeSpan Joining = TimeSpan.FromMilliseconds(250);

    private readonly List<BurstCursor> _lanes = [];
    private BurstCursor? _current;
    private bool _isOver;

    /// <summary>A lane takes part.</summary>
    public void Add(BurstCursor lane) => _lanes.Add(lane);

    public override bool TryAim(Instant now, [NotNullWhen(true)] out ResendLog? log, out long packet)
    {
        TimeSpan first = TimeSpan.MaxValue;
        _current = null;
        for (int at = _lanes.Count - 1; at >= 0; at--)
        {
            BurstCursor lane = _lanes[at];
            RtpTimestamp point = presentation.StampAt(lane.Lane.Stream, now);
            if (!lane.TryAim(point, now))
            {
                _lanes.RemoveAt(at);
            }
            else if (lane.Behind(point) is var behind && behind < first)
            {
                (first, _current) = (behind, lane);
            }
        }

        if (_current is null)
            End();
        (log, packet) = (_current?.Log, _current?.Packet ?? 0);
        return log is not null;
    }

    public override void Pass() => _current!.Pass();

    /// <summary>Whether a packet is still to come by itself.</summary>
    public bool Covers(MemberLane lane, long packet) => Find(lane) is { } cursor && packet >= cursor.Packet && packet < cursor.End;

    /// <summary>A lane is left.</summary>
    public void Forget(MemberLane lane)
    {
        if (Find(lane) is { } cursor)
            _lanes.Remove(cursor);
        if (_lanes.Count == 0)
            End();
    }

    private void End()
    {
        if (!_isOver)
            ended();
        _isOver = true;
    }

    private BurstCursor? Find(MemberLane lane)
    {
        foreach (BurstCursor cursor in _lanes)
        {
            if (cursor.Lane == lane)
                return cursor;
        }

        return null;
    }
}
