using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>One stream from datagrams to samples: source validation, reordering, depacketizing.</summary>
/// <remarks>
/// Contract: after every <see cref="Accept"/>, <see cref="Begin"/>, <see cref="End"/> and when <see cref="Next"/> has come, drain
/// <see cref="TryTake"/>. Nothing leaves before <see cref="Begin"/> has said where the stream begins, because over UDP the first
/// packets may overtake the answer to PLAY.
/// </remarks>
public sealed class ReceiveStream
{
    private readonly byte _payloadType;
    private readonly ClockRate _clock;
    private readonly IDepacketizer _depacketizer;
    private readonly ReorderPolicy _policy;
    private readonly ReorderBuffer _buffer = new();
    private readonly SeenWindow _seen = new();
    private readonly Probation _probation = new();
    private readonly SourceGate _gate;
    private readonly TimestampUnwrapper _stamps = new();
    private SourceStatistics? _source;
    private ReceptionCounters _counters;

    /// <summary>Packet index minus extended sequence number of the source that plays.</summary>
    private long _offset;
    private PacketIndex _runStart;
    private PacketIndex? _first;
    private PacketIndex _end;
    private ProbationPacket? _outside;
    private SequenceNumber? _announcedFirst;
    private long? _anchor;
    private bool _isOpen;
    private bool _isFinished;
    private bool _isDrained;
    private Instant _endAt = Instant.Never;

    /// <param name="trustsAll">Whether the packets come over a connection, on which nobody else can speak.</param>
    public ReceiveStream(byte payloadType, ClockRate clock, IDepacketizer depacketizer, ReorderPolicy policy, bool trustsAll)
    {
        _payloadType = payloadType;
        _clock = clock;
        _depacketizer = depacketizer;
        _policy = policy;
        _gate = new() { TrustsAll = trustsAll };
    }

    public ReceptionCounters Counters => _counters with
    {
        Expected = _first is { } first ? _end - first : 0,
        Malformed = _counters.Malformed + _depacketizer.Malformed,
        Strays = _counters.Strays + _probation.Strays + (_source is null ? 0 : _probation.Kept),
    };

    /// <summary>RFC 3550 §6.4.1 interarrival jitter.</summary>
    public TimeSpan Jitter => _source is null ? TimeSpan.Zero : _clock.ToLength(_source.JitterUnits);

    public Instant? FirstPacketAt { get; private set; }

    public Instant? LastPacketAt { get; private set; }

    /// <summary>The source that plays; null before the first.</summary>
    public Ssrc? Source => _source?.Ssrc;

    /// <summary>When <see cref="TryTake"/> may have something though nothing has arrived.</summary>
    public Instant Next =>
        _isDrained ? Instant.Never : Instant.Min(_endAt, _policy.NextDecision(_buffer.Snapshot(_isOpen, _outside is not null)));

    /// <summary>The source that SETUP's answer, or a sender report, names: it needs no proof.</summary>
    public void Announce(Ssrc source) => _gate.Announced = source;

    /// <summary>The answer to PLAY is here: where the stream begins (RFC 2326 §12.33), as far as the server says.</summary>
    /// <param name="first">The number of the first packet.</param>
    /// <param name="stamp">The timestamp of the position playing starts at.</param>
    public void Begin(SequenceNumber? first, RtpTimestamp? stamp, Instant now)
    {
        _isOpen = true;
        _announcedFirst = first;
        if (_source is not null)
            BeginRunAtAnnounced(now);
        if (stamp is { } start)
            _anchor = FirstPacketAt is null ? _stamps.Unwrap(start) : _stamps.Peek(start);
    }

    /// <summary>Clock units from the position playing started at; null where the server did not say which stamp that has.</summary>
    public long? SinceStart(long time) => time - _anchor;

    /// <summary>Places a stamp of this stream (as in a sender report) on the stream's unwrapped line.</summary>
    public long Place(RtpTimestamp stamp) => _stamps.Peek(stamp);

    /// <summary>A datagram, or the payload of an interleaved frame, has arrived.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (_isFinished)
            return;
        if (!RtpHeader.TryParse(datagram, out RtpHeader header, out Range bounds, out _))
        {
            Count(malformed: 1);
            return;
        }

        if (header.PayloadType != _payloadType)
        {
            Count(strays: 1);
            return;
        }

        ReadOnlySpan<byte> payload = datagram[bounds];
        switch (_gate.Judge(_source, header.Ssrc, header.Sequence, now))
        {
            case GateVerdict.Current:
                Take(header, payload, datagram.Length, now, isAlone: true);
                break;
            case GateVerdict.Proven:
                StartRun(header, [], now);
                Take(header, payload, datagram.Length, now, isAlone: true);
                break;
            default:
                bool isProven = _probation.Vouches(header) && _gate.MayChange(_source, header.Ssrc, now);
                _probation.Keep(header, payload, datagram.Length, now);
                if (isProven)
                    AdmitProbation(header, now);
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
            ReorderSnapshot snapshot = _buffer.Snapshot(_isOpen || isEnding, _outside is not null);
            ReorderAction action = _policy.Decide(snapshot, now);
            if (action == ReorderAction.Wait && isEnding)
                action = snapshot.Held > 0 ? ReorderAction.GiveUp : Finish(now);

            switch (action)
            {
                case ReorderAction.Release:
                    Release();
                    break;
                case ReorderAction.GiveUp:
                    taken = new(ReceiveEventKind.Loss, default, GiveUp(isEnding, now));
                    return true;
                default:
                    if (isEnding)
                        continue;
                    return false;
            }
        }

        return false;
    }

    /// <summary>Counts of the source that plays, for a report block; null before the first packet.</summary>
    internal ReceptionSummary? Summarise() => _source?.Summarise();

    private void AdmitProbation(in RtpHeader header, Instant now)
    {
        List<ProbationPacket> run = _probation.Take(header);
        StartRun(run[0].Header, run, now);
        foreach (ProbationPacket packet in run)
            Take(packet.Header, packet.Payload, packet.Size, packet.Arrival, isAlone: false);
    }

    /// <summary>Another source, or another numbering, takes over behind all that came before.</summary>
    private void StartRun(RtpHeader header, List<ProbationPacket> run, Instant now)
    {
        SourceStatistics? before = _source;
        _source = new(header.Ssrc, header.Sequence);
        if (before is null)
        {
            _offset = 0;
            _runStart = new(_source.Base);
            _first = _end = _runStart;
            BeginRunAtAnnounced(now);
            return;
        }

        _counters = _counters with { SourceChanges = _counters.SourceChanges + 1 };
        _offset = _end.Value - _source.Base;
        _runStart = _end;
        if (before.Ssrc != header.Ssrc && LastPacketAt is { } last)
        {
            Instant arrival = run.Count > 0 ? run[0].Arrival : now;
            _stamps.Restart(header.Timestamp, _stamps.Position + _clock.ToUnits(arrival - last));
        }
    }

    /// <summary>Packets lost before the first that came are known where RTP-Info names the first; an absurd number is not believed.</summary>
    private void BeginRunAtAnnounced(Instant now)
    {
        if (_announcedFirst is not { } announced || _source is null || _counters.SourceChanges > 0)
            return;
        long extended = _source.Base + announced.Since(new SequenceNumber(unchecked((ushort)_source.Base)));
        long before = _source.Base - extended;
        if (before is < 0 or >= ReorderBuffer.Capacity)
            return;
        _source.BeginsAt(extended);
        _runStart = new(extended);
        _first = _runStart;
        _buffer.BeginAt(_runStart, now);
    }

    /// <param name="isAlone">Whether no other packet is taken before the caller drains: then it may pass without being copied.</param>
    private void Take(in RtpHeader header, ReadOnlySpan<byte> payload, int size, Instant arrival, bool isAlone)
    {
        long extended = _source!.Extend(header.Sequence);
        PacketIndex index = new(extended + _offset);
        long time = _stamps.Unwrap(header.Timestamp);
        _source.Accept(extended, _clock.ToUnits(new TimeSpan(arrival.Ticks)), time);
        FirstPacketAt ??= arrival;
        LastPacketAt = arrival;

        if (!IsWithinRun(index, extended))
        {
            Count(strays: 1);
            return;
        }

        if (!_seen.Add(index))
        {
            _counters = _counters with { Duplicates = _counters.Duplicates + 1 };
            return;
        }

        bool isLate = _buffer.IsLate(index);
        _counters = _counters with
        {
            Packets = _counters.Packets + 1,
            Bytes = _counters.Bytes + size,
            Reordered = _counters.Reordered + (index < _end ? 1 : 0),
            Late = _counters.Late + (isLate ? 1 : 0),
        };
        _end = new(Math.Max(_end.Value, index.Value + 1));
        if (!isLate)
            Offer(header, index, time, payload, arrival, isAlone);
    }

    /// <summary>Before anything has left, a reordered packet may still prove that the stream begins earlier.</summary>
    private bool IsWithinRun(PacketIndex index, long extended)
    {
        if (index >= _runStart)
            return true;
        if (_isOpen || _counters.SourceChanges > 0)
            return false;
        _source!.BeginsAt(extended);
        _runStart = index;
        _first = index;
        return true;
    }

    private void Offer(in RtpHeader header, PacketIndex index, long time, ReadOnlySpan<byte> payload, Instant arrival, bool isAlone)
    {
        bool startsAnew = index == _runStart && _counters.SourceChanges > 0;
        if (_isOpen && isAlone && _buffer.TryPass(index))
        {
            if (startsAnew)
                _depacketizer.Lost();
            _depacketizer.Accept(payload, time, header.Marker);
        }
        else if (!_buffer.IsTooFar(index))
        {
            _buffer.Offer(index, time, header.Marker, startsAnew, payload, arrival);
        }
        else
        {
            Invariant.That(_outside is null);
            _outside = new(header, payload.ToArray(), payload.Length, arrival);
        }
    }

    private void TakeOutside()
    {
        if (_outside is not { } packet)
            return;
        PacketIndex index = new(_source!.Extend(packet.Header.Sequence) + _offset);
        if (_buffer.IsTooFar(index) && _buffer.Held > 0)
            return;
        if (_buffer.IsTooFar(index))
            _buffer.Skip((int)(index - _buffer.Next));
        _outside = null;
        bool startsAnew = index == _runStart && _counters.SourceChanges > 0;
        _buffer.Offer(index, _stamps.Peek(packet.Header.Timestamp), packet.Header.Marker, startsAnew, packet.Payload, packet.Arrival);
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
        GapReason reason = isEnding ? GapReason.Ended : _outside is not null ? GapReason.BufferFull : GapReason.WaitedOut;
        PacketLoss loss = new(_buffer.Next, _buffer.Gap, now, reason);
        _buffer.Skip(loss.Count);
        _counters = _counters with { GivenUp = _counters.GivenUp + loss.Count };
        _depacketizer.Lost();
        return loss;
    }

    private ReorderAction Finish(Instant now)
    {
        if (_source is null && _probation.Kept > 0)
        {
            // One packet in all (a caption, a slide), of a source nobody announced: no second one can come any more.
            AdmitProbation(_probation.First, now);
            return ReorderAction.Wait;
        }

        _depacketizer.End();
        _isFinished = true;
        return ReorderAction.Wait;
    }

    private void Count(int malformed = 0, int strays = 0) => _counters = _counters with
    {
        Malformed = _counters.Malformed + malformed,
        Strays = _counters.Strays + strays,
    };
}
