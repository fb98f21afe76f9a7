using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Repair;

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
    private readonly StreamDoor _door;
    private readonly GapWait _wait;
    private readonly SampleLine _line;
    private readonly ReceptionBooks _books;
    private readonly PlaySeam _seam = new();
    private readonly StreamHooks _hooks;
    private readonly WallClockReader _walls;
    private readonly MendingDoor _mending;
    private bool _isFinished;
    private bool _isDrained;
    private Instant _endAt = Instant.Never;

    /// <param name="trustsAll">Whether the packets come over a connection, on which nobody else can speak.</param>
    /// <param name="inGroup">Whether they come by multicast.</param>
    public ReceiveStream(byte payloadType, ClockRate clock, IDepacketizer depacketizer, ReorderPolicy policy, bool trustsAll,
        StreamHooks? hooks = null, bool inGroup = false)
    {
        int capacity = inGroup ? ReorderBuffer.OfGroup : ReorderBuffer.Usual;
        _books = new(capacity);
        _hooks = hooks ?? StreamHooks.None;
        (_clock, _walls) = (clock, new(_hooks));
        _line = new(depacketizer, capacity);
        _door = new(payloadType, clock, trustsAll, inGroup, capacity);
        _wait = new(policy, clock, _door.Line, _hooks.NeededBy);
        _mending = new(_door, _books, _seam, _line, _wait, _hooks) { InGroup = inGroup };
    }

    /// <summary>Who is told of every packet, and knows what is promised; null: nobody.</summary>
    public ReceptionMonitor? Monitor { get => _wait.Monitor; init => _wait.Monitor = value; }

    public ReceptionCounters Counters => _books.Counters with
    {
        Expected = _door.Expected,
        Malformed = _door.Malformed + _line.Malformed,
        GivenUp = _line.GivenUp,
        Strays = _door.Strays,
        SourceChanges = _door.SourceChanges,
    };

    /// <summary>What the network lost in a row.</summary>
    public LossRuns Runs => _line.Runs;

    /// <summary>RFC 3550 §6.4.1 interarrival jitter.</summary>
    public TimeSpan Jitter => _door.Source is null ? TimeSpan.Zero : _clock.ToLength(_door.Source.JitterUnits);

    public Instant? FirstPacketAt => _door.FirstPacketAt;

    public Instant? LastPacketAt => _door.LastPacketAt;

    /// <summary>The source that plays; null before the first.</summary>
    public Ssrc? Source => _door.Source?.Ssrc;

    /// <summary>That, or whom the server has named.</summary>
    internal Ssrc? Expected => Source ?? _door.Announced;

    /// <summary>Until when what the group sent before may still be coming.</summary>
    internal Instant BurstUntil => _wait.NotBefore;

    /// <summary>The number of that source's first packet.</summary>
    internal SequenceNumber? SourceFirst => _door.Source?.First;

    /// <summary>What repair keeps of what is missing; null: nothing can be repaired.</summary>
    internal MissingPackets? Missing { get; init; }

    /// <summary>When <see cref="TryTake"/> may have something though nothing has arrived.</summary>
    public Instant Next => _isDrained || _seam.IsHeld ? Instant.Never
        : _line.IsEmpty ? _endAt : Instant.Min(_endAt, _wait.NextDecision(_line.Snapshot(IsOpen)));

    /// <summary>Whether it is known to which play belongs what comes.</summary>
    public bool IsOpen => HasBegun && !_seam.IsHeld;

    /// <summary>Whether any PLAY was answered.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The source that SETUP's answer, or a sender report, names: it needs no proof.</summary>
    public void Announce(Ssrc source) => _door.Announce(source);

    /// <summary>Another PLAY is asked for: until it is answered nothing leaves.</summary>
    public void Hold() => _seam.Hold();

    /// <summary>It was refused: everything goes on as before.</summary>
    public void Release(Instant now)
    {
        if (HasBegun)
            Tell(now);
    }

    /// <summary>A PLAY is answered: where the stream begins (RFC 2326 §12.33), as far as the server says. What came for the play before is
    /// of no use any more.</summary>
    /// <param name="first">The number of the first packet.</param>
    /// <param name="stamp">The timestamp of the position playing starts at.</param>
    /// <param name="since">How far behind that position the stamp lies, in clock units.</param>
    public void Begin(SequenceNumber? first, RtpTimestamp? stamp, Instant now, long since = 0)
    {
        long? start = stamp is { } told ? _door.Place(told) : null;
        if (!HasBegun)
        {
            _door.Line.Begin(new(long.MinValue), start, since);
            if (_door.Begin(first) is { } begin)
                BeginAt(begin, start ?? 0, now);
            _mending.ExpectBurst(first, now);
        }
        else
        {
            Leave(_door.BeginAgain(first), start, now);
            (_isFinished, _isDrained, _endAt) = (false, false, Instant.Never);
        }

        HasBegun = true;
        Tell(now);
    }

    /// <summary>A PLAY is answered that goes on exactly where the one before was stopped: what is held stays good.</summary>
    /// <param name="played">From the start of the play before to that of this one.</param>
    public void GoOn(SequenceNumber? first, RtpTimestamp? stamp, TimeSpan played, Instant now)
    {
        PacketIndex from = _door.BeginAgain(first) ?? new(long.MinValue);
        long? cut = _seam.TimeBefore(from);
        long earlier = _door.Line.GoOn(from, stamp is { } told ? _door.Place(told) : null, played, cut);
        _line.Retime(from, earlier, cut);
        Missing?.Retime(from, earlier);
        _seam.Retime(from, earlier, cut);
        Tell(now);
    }

    /// <summary>Clock units from the position playing started at; null where the server did not say which stamp that has.</summary>
    public long? SinceStart(long time) => _door.Line.SinceStart(time);

    /// <summary>The same for a stamp that is no packet's.</summary>
    public long? SinceStart(RtpTimestamp stamp) => SinceStart(TimeOf(stamp));

    internal (RtpTimestamp Stamp, long SinceStart)? Latest => _door.Latest;

    /// <summary>A stamp that is no packet's, such as a sender report's, as a time like <see cref="ReceivedSample.Time"/>.</summary>
    public long TimeOf(RtpTimestamp stamp) => _door.TimeOf(stamp);

    /// <summary>A datagram, or the payload of an interleaved frame, has arrived.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (_isFinished && !_seam.IsHeld)
            return;
        DoorVerdict verdict = _door.Accept(datagram, now, out ArrivedPacket packet);
        if (verdict == DoorVerdict.Proven)
            TakeProven();
        if (verdict != DoorVerdict.One)
            return;
        _walls.Read(datagram);
        Take(packet, isAlone: true);
        if (IsOpen)
            _walls.Tell(_door, now);
    }

    /// <summary>A packet that the network did not bring, whole: in no statistics of RFC 3550, and says nothing of delays.</summary>
    public void AcceptRepaired(ReadOnlySpan<byte> datagram, PacketOrigin origin, Instant now)
    {
        if (!_isFinished)
            _mending.Accept(datagram, origin, Missing, IsOpen, now);
    }

    /// <summary>The server says goodbye: what is still under way gets the policy's wait.</summary>
    public void End(Instant now) => _endAt = Instant.Min(_endAt, now + _wait.Usual);

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
            Monitor?.LostApart(_seam.Settle(now), now);
            bool isEnding = now >= _endAt && !_seam.IsHeld;
            HasBegun |= isEnding;
            switch (_line.IsEmpty ? ReorderAction.Wait : _wait.Decide(_line.Snapshot(IsOpen), isEnding, now))
            {
                case ReorderAction.Release:
                    _line.Release();
                    break;
                case ReorderAction.GiveUp:
                    taken = new(ReceiveEventKind.Loss, default, _line.GiveUp(isEnding, now));
                    Monitor?.Lost(taken.Loss.Count, now);
                    Missing?.GaveUp(taken.Loss.First + taken.Loss.Count);
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

    /// <summary>The packet with this number; null where it can be none of the source that plays.</summary>
    internal PacketIndex? IndexOf(SequenceNumber number) => _door.IndexOf(number);

    internal SequenceNumber NumberOf(PacketIndex index) => _door.NumberOf(index);

    /// <summary>Until when a missing packet is waited for.</summary>
    internal Instant NeededBy(in MissingPacket missing) => _wait.EndOf(missing);

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
        if (!_books.IsFirst(packet.Index))
        {
            Monitor?.Duplicate(packet.Arrival);
            return;
        }

        if (_books.Packets == 0 && _door.First is { } first)
            BeginAt(first, packet.Time, packet.Arrival);
        Missing?.Arrived(packet.Index, packet.Time, packet.StartsAnew, packet.Arrival);
        bool isMended = _books.IsMended(packet.Index);
        bool isStale = _seam.IsStale(packet.Index);
        if (isStale && !isMended)
            _seam.Pay();
        bool isUseless = !isMended && !isStale && _line.IsLate(packet.Index);
        Instant? due = isStale ? null : _wait.Due(packet.Time);
        bool isLate = Monitor?.Received(packet.Size, Jitter, due, isUseless, packet.Arrival) ?? isUseless;
        if (IsOpen && !isStale)
            _hooks.Arrived?.Invoke(packet.Time, packet.Arrival);
        _seam.Arrived(packet.Index, packet.Time, packet.Arrival, isKept: !IsOpen);
        _books.Count(packet, isLate, isUseless);
        if (!isUseless && !isStale && !isMended)
            _line.Offer(packet, mayPass: IsOpen && isAlone);
    }

    private void BeginAt(PacketIndex first, long time, Instant now)
    {
        _line.BeginAt(first, now);
        Missing?.BeginAt(first, time, now);
    }

    private void Finish()
    {
        _isFinished = _door.AcceptWithoutProof() != DoorVerdict.Proven;
        if (_isFinished)
            _line.End();
        else
            TakeProven();
    }

    /// <summary>What came for the play before is of no use; what of it is still under way is waited for, to be counted.</summary>
    private void Leave(PacketIndex? from, long? raw, Instant now)
    {
        _door.Line.Begin(from ?? new(long.MinValue), raw);
        if (from is not { } index)
            return;
        Missing?.DropBefore(index);
        _seam.Leave(index, _line.Restart(index, _hooks.Renew?.Invoke()), now + _wait.Usual);
    }

    private void Tell(Instant now)
    {
        _seam.Release(_hooks.Arrived);
        _walls.Tell(_door, now);
    }
}
