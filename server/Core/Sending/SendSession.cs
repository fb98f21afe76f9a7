using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;

namespace Streaming.Server.Sending;

/// <summary>All streams of one client's session, sent on one schedule: says when the next packet leaves, and writes what is due.</summary>
/// <remarks>
/// Ownership: while it does not run, a session belongs to control, which may prepare it, add and remove streams. From the moment it is
/// handed to a sender until that sender gives it back, only <see cref="Position"/> and <see cref="AcceptRtcp"/> may be called by others.
/// Time stamps are tied to the server's schedule, not to the position in the film: they and the sequence numbers go on over pauses and
/// seeks, and sender reports map them to wall-clock time by one constant for the life of the session, as long as it plays at the film's
/// own speed: see <see cref="StampClock"/>.
/// </remarks>
public sealed class SendSession : ISender
{
    // Replaced, never changed: reports are matched to streams from other threads.
    private SendStream[] _streams = [];
    private readonly StampClock _stamps;
    private readonly SenderReporter _reporter;
    private readonly Liveness _liveness = new();
    private readonly Outlet _outlet;
    private readonly ChangeLedger _changes;
    private SessionRepair? _repair;
    private readonly PlayCourse _course;

    /// <param name="created">The instant that each stream's <see cref="StreamIdentity.Epoch"/> stands for.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name of the sender in RTCP, the same for all streams. RFC 3550 §6.5.1.</param>
    /// <param name="seed">Spreads the sender reports of many sessions apart.</param>
    public SendSession(Instant created, NtpTime createdNtp, string cname, ulong seed = 0)
    {
        Created = created;
        CreatedNtp = createdNtp;
        Cname = cname;
        _stamps = new(created);
        _reporter = new(created, createdNtp, _stamps, cname, seed);
        _outlet = new(created);
        _changes = new(_outlet, _reporter);
        _course = new(created, _stamps);
    }

    public Instant Created { get; }

    public NtpTime CreatedNtp { get; }

    public string Cname { get; }

    public IReadOnlyList<SendStream> Streams => _streams;

    public SendState State { get; private set; }

    /// <summary>When <see cref="Emit"/> has something to do next; <see cref="Instant.Never"/> when it has nothing left.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Whether it has key pictures to run through; a moment old.</summary>
    public bool CanRun => Placement.CanRun(_streams);

    /// <summary>Whether any of the streams has still to come to its part of the last sequel.</summary>
    public bool IsContinuing => Array.Exists(_streams, static stream => stream.Sequel is not null);

    /// <summary>Everything up to the end of the range was sent, the BYE included.</summary>
    public bool AtEnd => State == SendState.Ended;

    /// <summary>What left, by windows of 100 ms: offered and shaped are counted here, what became of it by the sink. Its history may be
    /// read from any thread.</summary>
    public SendMeter Meter => _outlet.Meter;

    /// <summary>What it keeps to at this moment; null: there is no contract.</summary>
    public TrafficSpec? Traffic => _outlet.Traffic;

    /// <summary>When RTCP last came from the client; null if never.</summary>
    public Instant? LastHeard => _liveness.LastHeard;

    /// <summary>Adds a stream; it takes part from the next <see cref="Prepare(in PlayWish, Instant)"/> on.</summary>
    /// <param name="maxPacket">Largest RTP packet, header included, in bytes.</param>
    /// <param name="plan">When its samples leave; null: each within its own duration.</param>
    public SendStream Add(
        TrackIndex track,
        IByteSource film,
        byte payloadType,
        StreamIdentity identity,
        int maxPacket,
        StreamTransport transport,
        SendingPlan? plan = null) => Add(StreamSource.Of(track, film, maxPacket, plan), payloadType, identity, maxPacket, transport);

    /// <summary>As the other, with a packetizer of the caller's.</summary>
    /// <param name="opening">With room for the time of day in the first packet of each PLAY; null: it is not sent.</param>
    public SendStream Add(
        TrackIndex track, IByteSource film, byte payloadType, StreamIdentity identity, IPacketizer packetizer, int maxPacket,
        StreamTransport transport, SendingPlan? plan = null, IPacketizer? opening = null) =>
        Add(new StreamSource(track, film, packetizer, plan) { Opening = opening }, payloadType, identity, maxPacket, transport);

    public void Remove(SendStream stream)
    {
        Invariant.That(State != SendState.Running);
        _streams = Array.FindAll(_streams, one => one != stream);
    }

    /// <summary>Sends the parity of a stream along, as <see cref="StreamChange.Protection"/> lays it out; until then there is none.
    /// RFC 8627.</summary>
    /// <remarks>Its packets are <see cref="Formats.Fec.FlexFecPacket.Overhead"/> bytes larger than the largest they protect, and go by the
    /// contract like all others.</remarks>
    public RepairStream Protect(SendStream stream, byte payloadType, StreamIdentity identity, StreamTransport transport)
    {
        Invariant.That(State != SendState.Running);
        _repair ??= new(_outlet);
        return (stream.Repair ??= new(stream)).Protect(payloadType, identity, transport);
    }

    /// <summary>Its parity is sent no more.</summary>
    public void Unprotect(SendStream stream)
    {
        Invariant.That(State != SendState.Running);
        stream.Repair?.Unprotect();
    }

    /// <summary>Sends packets of a stream again that its receiver asks for, as far as <see cref="SendChange.Resend"/> reaches; over a
    /// connection, which loses none, never. RFC 4588.</summary>
    /// <remarks>They go where the stream goes, <see cref="ResentPacket.Overhead"/> bytes larger.</remarks>
    public RepairStream AllowResend(SendStream stream, byte payloadType, StreamIdentity identity)
    {
        Invariant.That(State != SendState.Running);
        _repair ??= new(_outlet);
        return (stream.Repair ??= new(stream)).AllowResend(payloadType, identity);
    }

    /// <summary>Gets ready to play at the film's own pace.</summary>
    /// <inheritdoc cref="Prepare(in PlayWish, Instant)"/>
    public PlayPoint Prepare(MediaTime? from, MediaTime? to, Instant now) => Prepare(new(from, to), now);

    /// <summary>Gets ready to play.</summary>
    /// <param name="now">The instant of the PLAY, to which the time stamps are tied.</param>
    public PlayPoint Prepare(in PlayWish wish, Instant now)
    {
        Invariant.That(State != SendState.Running);
        PlayPoint point = _course.Prepare(_streams, wish, AtEnd, now);
        State = SendState.Ready;
        Next = now;
        _changes.Settle(_streams, now);
        return point;
    }

    /// <summary>Has the streams go on with something else, each as soon as it has nothing left of what it sends: their numbers and stamps
    /// go on. From then on the session does not end by itself. Called by whoever it belongs to at the moment.</summary>
    /// <remarks>The first of them begins to play where nothing is prepared. One sequel follows the other when
    /// <see cref="IsContinuing"/> is over.</remarks>
    public void Continue(SendSequel sequel, Instant now)
    {
        Invariant.That(!IsContinuing);
        if (State is SendState.Idle)
            Prepare(MediaTime.Zero, null, now);
        PlayClock clock = _course.Continue(sequel.Zero);
        foreach (SendStream stream in _streams)
            stream.Continue(sequel.Of(stream, clock), State == SendState.Running, now);
        _reporter.Divide(_streams);
    }

    /// <summary>Another contract, and what the streams send under it. Called by whoever the session belongs to at the moment.</summary>
    public void Change(SendChange change, Instant now) => _changes.Begin(change, _streams, State == SendState.Running, now);

    /// <summary>Says once of each change that it is in force. Called by whoever the session belongs to at the moment.</summary>
    public bool TryTakeChange([NotNullWhen(true)] out ChangePoint? point) => _changes.TryTake(out point);

    /// <summary>Writes every packet that is due, and at the end of the range, when all parity has left, the BYE.</summary>
    public void Emit(Instant now, IPacketSink sink)
    {
        if (State == SendState.Ready)
            Run(now);
        _outlet.Meter.Advance(now);
        _outlet.Cover(_streams);
        while (State == SendState.Running)
        {
            if (_repair?.SendParity(_streams, now, sink) is Instant room)
            {
                Next = room;
                return;
            }

            Turn turn = Turn.First(_streams);
            if (!turn.HasMedia && _course.ByeAt is var bye && turn.Planned > bye)
            {
                bool waits = bye > now || SessionRepair.HasFreed(_streams);
                if (waits ? Rests(bye > now ? bye : Instant.Never, isHeld: false, now, sink) : !SayBye("end of range", now, sink))
                    return;
                if (waits)
                    continue;
                State = SendState.Ended;
                _course.End(now);
                return;
            }

            Instant due = turn.Due(_outlet);
            Instant at = turn.Held == 0 ? due : Instant.Max(due, _outlet.ClearedAt(turn.Held, turn.IsReport, now));
            if (at > now)
            {
                if (Rests(at, turn.Held > 0, now, sink))
                    return;
                continue;
            }

            if (turn.IsReport)
            {
                _reporter.Report(turn.Stream!, _outlet, now, sink);
                continue;
            }

            // The wait for one another is part of the schedule, but no more than one window of it: beyond that a packet is late.
            Depart(turn.Stream!, Instant.Min(due, turn.Planned + _outlet.Window), now, sink);
            _changes.Settle(_streams, now);
            _outlet.Cover(_streams);
        }
    }

    /// <summary>Stops where it is; <see cref="Prepare(in PlayWish, Instant)"/> without a position goes on from here.</summary>
    public void Halt(Instant now)
    {
        if (State is SendState.Running or SendState.Ready)
        {
            _course.Halt(State == SendState.Running, now);
            foreach (SendStream stream in _streams)
                stream.Stop();
            State = SendState.Idle;
        }

        Next = Instant.Never;
    }

    /// <summary>Writes a BYE for each stream and its parity. RFC 3550 §6.6.</summary>
    /// <returns>False where the shaper holds one back: to be called again at <see cref="Next"/>.</returns>
    public bool SayBye(string reason, Instant now, IPacketSink sink)
    {
        int held = _reporter.Bye(_streams, reason, _outlet, now, sink);
        Next = held == 0 ? Instant.Never : _outlet.ClearedAt(held, isReport: true, now);
        return held == 0;
    }

    /// <summary>The position in the film that is being sent. May be called from any thread: an estimate while the state changes.</summary>
    public MediaTime Position(Instant now) => _course.Position(State == SendState.Running, now);

    /// <summary>Takes an RTCP packet of the client: receiver reports are kept with their streams. May be called from any thread.</summary>
    /// <returns>Whether it was well formed and spoke of a stream of this session.</returns>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, Instant now)
    {
        bool isKnown = ReceptionTaker.Take(compound, _streams, now, CreatedNtp + (now - Created));
        if (isKnown)
            _liveness.Hear(now);
        return isKnown;
    }

    bool ISender.AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => AcceptRtcp(compound, now);

    /// <inheritdoc/>
    public bool TryCall() => _repair?.TryCall(_streams) == true;

    /// <inheritdoc/>
    public bool IsSilent(Instant now) => State == SendState.Running && _liveness.IsSilent(now);

    private SendStream Add(StreamSource source, byte payloadType, StreamIdentity identity, int maxPacket, StreamTransport transport)
    {
        Invariant.That(State != SendState.Running);
        RtpNumbers numbers = new(identity, payloadType, source.Index.Track.Clock, CreatedNtp, _stamps);
        SendStream stream = new(source, numbers, maxPacket, transport, _outlet);
        _streams = [.. _streams, stream];
        return stream;
    }

    private void Run(Instant now)
    {
        PlayClock clock = _course.Run(now);
        foreach (SendStream stream in _streams)
            stream.Run(clock);
        _reporter.Begin(_streams, now);
        _liveness.Begin(now);
        State = SendState.Running;
    }

    /// <summary>Nothing is due before <paramref name="until"/>: what mends the streams has its turn.</summary>
    /// <returns>False where there may be more to do at once.</returns>
    private bool Rests(Instant until, bool isHeld, Instant now, IPacketSink sink)
    {
        Next = until;
        if (_repair is null || isHeld)
            return true;
        Instant more = _repair.Idle(_streams, now, sink);
        _changes.Settle(_streams, now);
        Next = Instant.Min(until, more);
        return more > now;
    }

    private void Depart(SendStream stream, Instant due, Instant now, IPacketSink sink)
    {
        _course.Depart(stream.LatestTime, now);
        stream.Depart(_outlet.Room(stream.TrainLeft, now), due, now, sink);
    }
}
