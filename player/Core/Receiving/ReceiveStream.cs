using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;

namespace Streaming.Player.Receiving;

/// <summary>One stream from datagrams to samples: source validation, reordering, depacketizing.</summary>
/// <remarks>
/// Contract: after every <see cref="Accept"/>, <see cref="Begin"/>, <see cref="End"/> and when <see cref="Next"/> has come, drain
/// <see cref="TryTake"/>. Nothing leaves before <see cref="Begin"/> has said where the stream begins, because over UDP the first
/// packets may overtake the answer to PLAY; nor between <see cref="Hold"/> and the answer to a later one.
/// </remarks>
public sealed class ReceiveStream
{
    private readonly ClockRate _clock;
    private readonly ReorderPolicy _policy;
    private readonly StreamDoor _door;
    private readonly SampleLine _line;
    private readonly SeenWindow _seen = new();
    private readonly PlaySeam _seam = new();
    private readonly StreamHooks _hooks;
    private readonly WallClockReader _walls;
    private ReceptionCounters _counters;
    private PacketIndex _highest;
    private bool _isBegun;
    private bool _isFinished;
    private bool _isDrained;
    private Instant _endAt = Instant.Never;

    /// <param name="trustsAll">Whether the packets come over a connection, on which nobody else can speak.</param>
    public ReceiveStream(byte payloadType, ClockRate clock, IDepacketizer depacketizer, ReorderPolicy policy, bool trustsAll,
        StreamHooks? hooks = null)
    {
        _hooks = hooks ?? StreamHooks.None;
        _walls = new(_hooks.SyncExtension);
        _clock = clock;
        _line = new(depacketizer);
        _policy = policy;
        _door = new(payloadType, clock, trustsAll);
    }

    /// <summary>Who is told of every packet, and knows what is promised; null: nobody.</summary>
    public ReceptionMonitor? Monitor { get; init; }

    public ReceptionCounters Counters => _counters with
    {
        Expected = _door.First is { } first ? _door.End - first : 0,
        Malformed = _door.Malformed + _line.Malformed,
        GivenUp = _line.GivenUp,
        Strays = _door.Strays,
        SourceChanges = _door.SourceChanges,
    };

    /// <summary>Losses of two and more packets in a row: how many such, and how many packets in them.</summary>
    public (long Count, long Packets) Bursts => _line.Bursts;

    /// <summary>RFC 3550 §6.4.1 interarrival jitter.</summary>
    public TimeSpan Jitter => _door.Source is null ? TimeSpan.Zero : _clock.ToLength(_door.Source.JitterUnits);

    public Instant? FirstPacketAt => _door.FirstPacketAt;

    public Instant? LastPacketAt => _door.LastPacketAt;

    /// <summary>The source that plays; null before the first.</summary>
    public Ssrc? Source => _door.Source?.Ssrc;

    /// <summary>The number of that source's first packet.</summary>
    internal SequenceNumber? SourceFirst => _door.Source is { } source ? new(unchecked((ushort)source.Base)) : null;

    /// <summary>When <see cref="TryTake"/> may have something though nothing has arrived.</summary>
    public Instant Next =>
        _isDrained || _seam.IsHeld ? Instant.Never : Instant.Min(_endAt, _policy.NextDecision(Snapshot()));

    /// <summary>Whether it is known to which play belongs what comes.</summary>
    public bool IsOpen => _isBegun && !_seam.IsHeld;

    /// <summary>Whether any PLAY was answered.</summary>
    public bool HasBegun => _isBegun;

    /// <summary>The source that SETUP's answer, or a sender report, names: it needs no proof.</summary>
    public void Announce(Ssrc source) => _door.Announce(source);

    /// <summary>Another PLAY is asked for: until it is answered nothing leaves.</summary>
    public void Hold() => _seam.Hold();

    /// <summary>It was refused: everything goes on as before.</summary>
    public void Release(Instant now)
    {
        if (_isBegun)
            Tell(now);
    }

    /// <summary>A PLAY is answered: where the stream begins (RFC 2326 §12.33), as far as the server says. What came for the play before is
    /// of no use any more.</summary>
    /// <param name="first">The number of the first packet.</param>
    /// <param name="stamp">The timestamp of the position playing starts at.</param>
    public void Begin(SequenceNumber? first, RtpTimestamp? stamp, Instant now)
    {
        if (!_isBegun)
        {
            if (_door.Begin(first) is { } begin)
                _line.BeginAt(begin, now);
            _door.Line.Begin(new(long.MinValue), Place(stamp));
        }
        else
        {
            Leave(_door.BeginAgain(first), Place(stamp), now);
            (_isFinished, _isDrained, _endAt) = (false, false, Instant.Never);
        }

        _isBegun = true;
        Tell(now);
    }

    /// <summary>A PLAY is answered that goes on exactly where the one before was stopped: what is held stays good.</summary>
    /// <param name="played">From the start of the play before to that of this one.</param>
    public void GoOn(SequenceNumber? first, RtpTimestamp? stamp, TimeSpan played, Instant now)
    {
        PacketIndex from = _door.BeginAgain(first) ?? new(long.MinValue);
        long? cut = _seam.TimeBefore(from);
        long earlier = _door.Line.GoOn(from, Place(stamp), played, cut);
        _line.Retime(from, earlier, cut);
        _seam.Retime(from, earlier, cut);
        Tell(now);
    }

    /// <summary>Clock units from the position playing started at; null where the server did not say which stamp that has.</summary>
    public long? SinceStart(long time) => _door.Line.SinceStart(time);

    /// <summary>The same for a stamp that is no packet's.</summary>
    public long? SinceStart(RtpTimestamp stamp) => SinceStart(TimeOf(stamp));

    /// <summary>A stamp that is no packet's, such as a sender report's, as a time like <see cref="ReceivedSample.Time"/>.</summary>
    public long TimeOf(RtpTimestamp stamp) => _door.Line.Of(_door.Place(stamp));

    /// <summary>A datagram, or the payload of an interleaved frame, has arrived.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (_isFinished && !_seam.IsHeld)
            return;
        switch (_door.Accept(datagram, now, out ArrivedPacket packet))
        {
            case DoorVerdict.One:
                _walls.Read(datagram);
                Take(packet, isAlone: true);
                if (IsOpen)
                    TellWall(now);
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
            if (_line.TryTake(out ReceivedSample sample))
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

            _line.TakeOutside();
            Settle(now);
            bool isEnding = now >= _endAt && !_seam.IsHeld;
            _isBegun |= isEnding;
            switch (Decide(isEnding, now))
            {
                case ReorderAction.Release:
                    _line.Release();
                    break;
                case ReorderAction.GiveUp:
                    taken = new(ReceiveEventKind.Loss, default, _line.GiveUp(isEnding, now));
                    Monitor?.Lost(taken.Loss.Count, now);
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
        ReorderSnapshot snapshot = _line.Snapshot(IsOpen);
        return snapshot is { Held: > 0, IsNextHere: false }
            ? snapshot with { NeededBy = Due(snapshot.GapTime) ?? default, UsefulUntil = _hooks.NeededBy?.Invoke(snapshot.GapTime) }
            : snapshot;
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
            _line.BeginAt(first, packet.Arrival);
        bool isStale = _seam.IsStale(packet.Index);
        bool isUseless = !isStale && _line.IsLate(packet.Index);
        Instant? due = isStale ? null : Due(packet.Time);
        bool isLate = Monitor?.Received(packet.Size, Jitter, due, isUseless, packet.Arrival) ?? isUseless;
        if (IsOpen && !isStale)
            _hooks.Arrived?.Invoke(packet.Time, packet.Arrival);
        _seam.Arrived(packet.Index, packet.Time, packet.Arrival, isKept: !IsOpen);
        bool isReordered = _counters.Packets > 0 && packet.Index < _highest;
        _highest = isReordered ? _highest : packet.Index;
        _counters = _counters.Plus(packet.Size, isReordered, isLate, isUseless);
        if (!isUseless && !isStale)
            _line.Offer(packet, mayPass: IsOpen && isAlone);
    }

    private void Finish()
    {
        if (_door.AcceptWithoutProof() == DoorVerdict.Proven)
        {
            TakeProven();
            return;
        }

        _line.End();
        _isFinished = true;
    }

    private long? Place(RtpTimestamp? stamp) => stamp is { } start ? _door.Place(start) : null;

    /// <summary>What came for the play before is of no use; what of it is still under way is waited for, to be counted.</summary>
    private void Leave(PacketIndex? from, long? raw, Instant now)
    {
        _door.Line.Begin(from ?? new(long.MinValue), raw);
        if (from is not { } index)
            return;
        _seam.Leave(index, _line.Restart(index, _hooks.Renew?.Invoke()), now + _policy.Wait);
    }

    private void Tell(Instant now)
    {
        _seam.Release(_hooks.Arrived);
        TellWall(now);
    }

    private void TellWall(Instant now)
    {
        if (_walls.TryTake(out (RtpTimestamp Stamp, NtpTime Wall)? latest))
            _hooks.Synchronised?.Invoke(TimeOf(latest.Value.Stamp), latest.Value.Wall, now);
    }

    /// <summary>What a play that is over still owed has been waited for.</summary>
    private void Settle(Instant now)
    {
        for (long lost = _seam.Settle(now); lost > 0; lost--)
            Monitor?.Lost(1, now);
    }
}
