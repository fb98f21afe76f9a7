using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Members that wait for packets of their own, each its turn: one packet, then the next member.</summary>
/// <remarks>So whoever asks for much waits for itself alone. What the bucket of a member does not let through yet stands aside until it
/// does.</remarks>
internal sealed class TurnLine
{
    private readonly Queue<MemberFlow> _ready = new();
    private readonly PriorityQueue<MemberFlow, Instant> _aside = new();
    private readonly bool _isBounded;
    private Shaper _total;

    /// <param name="total">What all of them may be sent together; null: each keeps to its own bucket, and that is all.</param>
    public TurnLine(TrafficSpec? total, Instant now)
    {
        _isBounded = total is not null;
        _total = total is null ? default : new(total, now);
    }

    /// <summary>All of them together keep to this from now on.</summary>
    public void Follow(TrafficSpec total, Instant now)
    {
        if (total != _total.Traffic)
            _total.Change(total, now);
    }

    /// <summary>It has something to send; nothing changes where it waits already.</summary>
    public void Enter(MemberFlow flow)
    {
        if (flow.IsInLine)
            return;
        flow.IsInLine = true;
        _ready.Enqueue(flow);
    }

    /// <summary>When <see cref="TrySend"/> may have something to do.</summary>
    public Instant Next(Instant now)
    {
        if (_ready.TryPeek(out MemberFlow? first) && first.TryAim(now, out ResendLog? log, out _))
            return Cleared(log, now);
        return _ready.Count > 0 ? now : _aside.TryPeek(out _, out Instant at) ? at : Instant.Never;
    }

    /// <summary>Sends one packet; false where none may leave.</summary>
    public bool TrySend(ResendDesk desk, Instant now, IPacketSink sink)
    {
        while (_aside.TryPeek(out MemberFlow? waiting, out Instant at) && at <= now)
        {
            _aside.Dequeue();
            _ready.Enqueue(waiting);
        }

        while (_ready.TryPeek(out MemberFlow? flow))
        {
            if (!flow.TryAim(now, out ResendLog? log, out long packet))
            {
                flow.IsInLine = false;
                _ready.Dequeue();
            }
            else if (flow.EarliestFor(log, now) is var own && own > now)
            {
                _aside.Enqueue(_ready.Dequeue(), own);
            }
            else if (Cleared(log, now) > now)
            {
                return false;
            }
            else
            {
                Send(flow, desk.Send(log, packet, now, sink), now);
                return true;
            }
        }

        return false;
    }

    private void Send(MemberFlow flow, int length, Instant now)
    {
        flow.Pass();
        _ready.Enqueue(_ready.Dequeue());
        if (length == 0)
            return;
        flow.Record(length, now);
        if (_isBounded)
            _total.Record(DatagramSizes.Of(length), now);
    }

    private Instant Cleared(ResendLog log, Instant now) =>
        _isBounded ? _total.EarliestFor(DatagramSizes.Of(log.MaxPacket), now) : now;
}
