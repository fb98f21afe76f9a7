using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;

namespace Streaming.Player.Receiving;

/// <summary>One stream from datagrams to samples: source validation, reordering, depacketizing.</summary>
/// <remarks>
/// Contract: after every <see cref="Accept"/>, <see cref="Begin"/>, <see cref="End"/> and when <see cref="Next"/> has come, drain
/// <see cref="TryTake"/>. Nothing leaves before <see cref="Begin"/> has said where the stream begins, because over UDP the first
/// packets may overtake the answer to PLAY.
/// </remarks>
public sealed class ReceiveStream
{
    private readonly ClockRate _clock;
    private readonly IDepacketizer _depacketizer;
    private readonly ReorderPolicy _policy;
    private readonly StreamDoor _door;
    private readonly ReorderBuffer _buffer = new();
    private readonly SeenWindow _seen = new();
    private ReceptionCounters _counters;
    /// <summary>Packets too far ahead for the buffer, until enough has left: at most one, or what a proven source brought along.</summary>
    private readonly Queue<StandingPacket> _outside = new();
    private PacketIndex _highest;
    private long? _anchor;
    private bool _isOpen;
    private bool _isFinished;
    private bool _isDrained;
    private Instant _endAt = Instant.Never;

    /// <param name="trustsAll">Whether the packets come over a connection, on which nobody else can speak.</param>
    public ReceiveStream(byte payloadType, ClockRate clock, IDepacketizer depacketizer, ReorderPolicy policy, bool trustsAll)
    {
        _clock = clock;
        _depacketizer = depacketizer;
        _policy = policy;
        _door = new(payloadType, clock, trustsAll);
    }

    /// <summary>Who is told of every packet, and knows what is promised; null: nobody.</summary>
    public ReceptionMonitor? Monitor { get; init; }

    public ReceptionCounters Counters => _counters with
    {
        Expected = _door.First is { } first ? _door.End - first : 0,
        Malformed = _door.Malformed + _depacketizer.Malformed,
        Strays = _door.Strays,
        SourceChanges = _door.SourceChanges,
    };

    /// <summary>Losses of two and more packets in a row: how many such, and how many packets in them.</summary>
    public (long Count, long Packets) Bursts { get; private set; }

    /// <summary>RFC 3550 §6.4.1 interarrival jitter.</summary>
    public TimeSpan Jitter => _door.Source is null ? TimeSpan.Zero : _clock.ToLength(_door.Source.JitterUnits);

    public Instant? FirstPacketAt => _door.FirstPacketAt;

    public Instant? LastPacketAt => _door.LastPacketAt;

    /// <summary>The source that plays; null before the first.</summary>
    public Ssrc? Source => _door.Source?.Ssrc;

    /// <summary>The number of that source's first packet.</summary>
    internal SequenceNumber? SourceFirst => _door.Source is { } source ? new(unchecked((ushort)source.Base)) : null;

    /// <summary>When <see cref="TryTake"/> may have something though nothing has arrived.</summary>
    public Instant Next => _isDrained ? Instant.Never : Instant.Min(_endAt, _policy.NextDecision(Snapshot()));

    /// <summary>The source that SETUP's answer, or a sender report, names: it needs no proof.</summary>
    public void Announce(Ssrc source) => _door.Announce(source);

    /// <summary>The answer to PLAY is here: where the stream begins (RFC 2326 §12.33), as far as the server says.</summary>
    /// <param name="first">The number of the first packet.</param>
    /// <param name="stamp">The timestamp of the position playing starts at.</param>
    public void Begin(SequenceNumber? first, RtpTimestamp? stamp, Instant now)
    {
        _isOpen = true;
        if (_door.Begin(first) is { } begin)
            _buffer.BeginAt(begin, now);
        if (stamp is { } start)
            _anchor = _door.Place(start);
    }

    /// <summary>Clock units from the position playing started at; null where the server did not say which stamp that has.</summary>
    public long? SinceStart(long time) => time - _anchor;

    /// <summary>Clock units from the position playing started at to a stamp of this stream, such as a sender report's.</summary>
    public long? SinceStart(RtpTimestamp stamp) => _anchor is null ? null : _door.Place(stamp) - _anchor;

    /// <summary>A datagram, or the payload of an interleaved frame, has arrived.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (_isFinished)
            return;
        switch (_door.Accept(datagram, now, out ArrivedPacket packet))
        {
            case DoorVerdict.One:
                Take(packet, isAlone: true);
                break;
            case DoorVerdict.Proven:
                TakeProven();
                break;
        }
    }

    /// <summary>The server says goodbye: what is still under way gets the policy's wait.</summary>
    public void End(Instant now) => _endAt = Instant.Min(_endAt, now + _policy.Wait);

    /// <summary>The next sample, loss or end.</summary>
    public bool TryTake(Instant now, out ReceiveEvent taken)
    {
        taken = default;
        while (!_isDrained)
        {
            if (_depacketizer.TryTake(out ReceivedSample sample))
            {
                taken = new(ReceiveEventKind.Sample, sample, default);
                return true;
            }

            if (_isFinished)
            {
                _isDrained = true;
                taken = new(ReceiveEventKind.Ended, default, default);
                return true;
            }

            TakeOutside();
            bool isEnding = now >= _endAt;
            _isOpen |= isEnding;
            switch (Decide(isEnding, now))
            {
                case ReorderAction.Release:
                    Release();
                    break;
                case ReorderAction.GiveUp:
                    taken = new(ReceiveEventKind.Loss, default, GiveUp(isEnding, now));
                    return true;
                case ReorderAction.Wait when isEnding:
                    Finish();
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Counts of the source that plays, for a report block; null before the first packet.</summary>
    internal ReceptionSummary? Summarise() => _door.Source?.Summarise();

    private ReorderSnapshot Snapshot()
    {
        ReorderSnapshot snapshot = _buffer.Snapshot(_isOpen, _outside.Count > 0);
        return snapshot.Held > 0 && Due(snapshot.GapTime) is { } due ? snapshot with { NeededBy = due } : snapshot;
    }

    /// <summary>When what is stamped with a time must be here; null where nothing is promised.</summary>
    private Instant? Due(long time) => Monitor?.Due(SinceStart(time) is { } units ? _clock.ToLength(units) : null);

    private ReorderAction Decide(bool isEnding, Instant now)
    {
        ReorderSnapshot snapshot = Snapshot();
        ReorderAction action = _policy.Decide(snapshot, now);
        return action == ReorderAction.Wait && isEnding && snapshot.Held > 0 ? ReorderAction.GiveUp : action;
    }

    private void TakeProven()
    {
        foreach (ProbationPacket kept in _door.TakeProven())
        {
            if (_door.TryAdmit(kept, out ArrivedPacket packet))
                Take(packet, isAlone: false);
        }
    }

    /// <param name="isAlone">Whether no other packet is taken before the caller drains: then it may pass without being copied.</param>
    private void Take(in ArrivedPacket packet, bool isAlone)
    {
        if (!_seen.Add(packet.Index))
        {
            _counters = _counters with { Duplicates = _counters.Duplicates + 1 };
            Monitor?.Duplicate(packet.Arrival);
            return;
        }

        if (_counters.Packets == 0 && _door.First is { } first)
            _buffer.BeginAt(first, packet.Arrival);
        bool isUseless = _buffer.IsLate(packet.Index);
        bool isLate = Monitor?.Received(packet.Size, Jitter, Due(packet.Time), isUseless, packet.Arrival) ?? isUseless;
        bool isReordered = _counters.Packets > 0 && packet.Index < _highest;
        _highest = isReordered ? _highest : packet.Index;
        _counters = _counters with
        {
            Packets = _counters.Packets + 1,
            Bytes = _counters.Bytes + packet.Size,
            Reordered = _counters.Reordered + (isReordered ? 1 : 0),
            Late = _counters.Late + (isLate ? 1 : 0),
            Discarded = _counters.Discarded + (isUseless ? 1 : 0),
        };
        if (!isUseless)
            Offer(packet, isAlone);
    }

    private void Offer(in ArrivedPacket packet, bool isAlone)
    {
        if (_isOpen && isAlone && _buffer.TryPass(packet.Index))
        {
            if (packet.StartsAnew)
                _depacketizer.Lost();
            _depacketizer.Accept(packet.Payload, packet.Time, packet.Marker);
        }
        else if (_outside.Count == 0 && !_buffer.IsTooFar(packet.Index))
        {
            _buffer.Offer(packet);
        }
        else
        {
            _outside.Enqueue(new(packet));
        }
    }

    private void TakeOutside()
    {
        while (_outside.TryPeek(out StandingPacket? standing) && !_buffer.IsTooFar(standing.Index))
            _buffer.Offer(_outside.Dequeue().Packet);
    }

    private void Release()
    {
        OrderedPacket packet = _buffer.Peek();
        if (packet.StartsAnew)
            _depacketizer.Lost();
        _depacketizer.Accept(packet.Payload, packet.Time, packet.Marker);
        _buffer.Discard();
    }

    private PacketLoss GiveUp(bool isEnding, Instant now)
    {
        GapReason reason = isEnding ? GapReason.Ended : _outside.Count > 0 ? GapReason.BufferFull : GapReason.WaitedOut;
        long count = _buffer.Held > 0 ? _buffer.Gap : _outside.Peek().Index - _buffer.Next;
        PacketLoss loss = new(_buffer.Next, (int)count, now, reason);
        _buffer.Skip(loss.Count);
        _counters = _counters with { GivenUp = _counters.GivenUp + loss.Count };
        if (loss.Count > 1)
            Bursts = (Bursts.Count + 1, Bursts.Packets + loss.Count);
        _depacketizer.Lost();
        Monitor?.Lost(loss.Count, now);
        return loss;
    }

    private void Finish()
    {
        if (_door.AcceptWithoutProof() == DoorVerdict.Proven)
        {
            TakeProven();
            return;
        }

        _depacketizer.End();
        _isFinished = true;
    }
}
