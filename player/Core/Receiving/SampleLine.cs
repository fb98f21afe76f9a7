using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Packets behind the door on their way into samples: put in order, held behind gaps, put together. Does what the release policy
/// has decided.</summary>
internal sealed class SampleLine(IDepacketizer depacketizer, int capacity)
{
    private readonly ReorderBuffer _buffer = new(capacity);

    /// <summary>Packets too far ahead for the buffer, until enough has left: at most one, or what a proven source brought along.</summary>
    private readonly Queue<StandingPacket> _outside = new();

    private IDepacketizer _depacketizer = depacketizer;
    private int _malformedBefore;

    /// <summary>Packets in a row, up to the one that is due, that the network did not bring.</summary>
    private long _run;

    /// <summary>Payloads refused so far.</summary>
    public int Malformed => _malformedBefore + _depacketizer.Malformed;

    public LossRuns Runs { get; private set; }

    public long GivenUp { get; private set; }

    /// <summary>No packet waits for another: so it is nearly always.</summary>
    public bool IsEmpty => _buffer.Held == 0 && _outside.Count == 0;

    public ReorderSnapshot Snapshot(bool isOpen) => _buffer.Snapshot(isOpen, _outside.Count > 0);

    public bool TryTake(out ReceivedSample sample) => _depacketizer.TryTake(out sample);

    public void BeginAt(PacketIndex index, Instant now) => _buffer.BeginAt(index, now);

    /// <summary>Its turn is over.</summary>
    public bool IsLate(PacketIndex index) => _buffer.IsLate(index);

    /// <param name="mayPass">Whether it need not be copied where it is the one that is due.</param>
    public void Offer(in ArrivedPacket packet, bool mayPass)
    {
        if (mayPass && _buffer.TryPass(packet.Index))
            Hand(new(packet.Index, packet.Time, packet.Marker, packet.StartsAnew, packet.IsRepaired, packet.Payload));
        else if (_outside.Count == 0 && !_buffer.IsTooFar(packet.Index))
            _buffer.Offer(packet);
        else
            _outside.Enqueue(new(packet));
    }

    public void TakeOutside()
    {
        while (_outside.TryPeek(out StandingPacket? standing) && !_buffer.IsTooFar(standing.Index))
            _buffer.Offer(_outside.Dequeue().Packet);
    }

    public void Release()
    {
        Hand(_buffer.Peek());
        _buffer.Discard();
    }

    public PacketLoss GiveUp(bool isEnding, Instant now)
    {
        GapReason reason = isEnding ? GapReason.Ended : _outside.Count > 0 ? GapReason.BufferFull : GapReason.WaitedOut;
        long count = _buffer.Held > 0 ? _buffer.Gap : _outside.Peek().Index - _buffer.Next;
        PacketLoss loss = new(_buffer.Next, (int)count, now, reason);
        _buffer.Skip(loss.Count);
        GivenUp += loss.Count;
        _run += loss.Count;
        _depacketizer.Lost();
        return loss;
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        CloseRun();
        _depacketizer.End();
    }

    /// <summary>Begins anew: what came before <paramref name="index"/> is forgotten, half a sample, too.</summary>
    /// <param name="renewed">Puts samples together from here on; null: the one there is, emptied.</param>
    /// <returns>How many packets before it have never come.</returns>
    public long Restart(PacketIndex index, IDepacketizer? renewed)
    {
        while (_outside.TryPeek(out StandingPacket? standing) && standing.Index < index)
            _outside.Dequeue();
        if (renewed is not null)
        {
            _malformedBefore += _depacketizer.Malformed;
            _depacketizer = renewed;
        }
        else
        {
            _depacketizer.End();
            while (_depacketizer.TryTake(out _))
                continue;
        }

        return _buffer.SkipTo(index);
    }

    /// <summary>What is held from <paramref name="index"/> on lies so much earlier, but for what lies at <paramref name="cut"/>.</summary>
    public void Retime(PacketIndex index, long earlier, long? cut)
    {
        _buffer.Retime(index, earlier, cut);
        foreach (StandingPacket standing in _outside)
        {
            if (standing.Index >= index)
                standing.Retime(earlier, cut);
        }
    }

    private void Hand(OrderedPacket packet)
    {
        if (packet.IsRepaired)
            _run++;
        else
            CloseRun();
        if (packet.StartsAnew)
            _depacketizer.Lost();
        _depacketizer.Accept(packet.Payload, packet.Time, packet.Marker);
    }

    private void CloseRun() => (Runs, _run) = (Runs.Plus(_run), 0);
}
