using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>All streams of one client's session, sent on one schedule: says when the next packet leaves, and writes what is due.</summary>
/// <remarks>
/// Ownership: while it does not run, a session belongs to control, which may <see cref="Prepare"/> it, add and remove streams. From the
/// moment it is handed to a sender until that sender gives it back, only <see cref="Position"/> and <see cref="AcceptRtcp"/> may be
/// called by others. Time stamps are tied to the server's schedule, not to the position in the film: they and the sequence numbers go on
/// over pauses and seeks, and sender reports map them to wall-clock time by one constant for the life of the session.
/// </remarks>
public sealed class SendSession
{
    /// <summary>A BYE directly behind the last packet costs ffmpeg the last unit; this much later it does not.</summary>
    private static readonly TimeSpan ByeDelay = TimeSpan.FromMilliseconds(400);

    /// <summary>Two samples with one stamp would be one sample.</summary>
    private static readonly TimeSpan StampStep = TimeSpan.FromMilliseconds(1);

    // Replaced, never changed: reports are matched to streams from other threads.
    private SendStream[] _streams = [];
    private readonly SenderReporter _reporter;
    private readonly Liveness _liveness = new();
    private DepartureGate _gate;
    private PlayClock _clock;
    private Instant _tied;
    private Instant _lastSent;
    private Instant? _lastStamped;
    private bool _hasPlayed;
    private MediaTime _end;

    /// <param name="created">The instant that each stream's <see cref="StreamIdentity.Epoch"/> stands for.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name of the sender in RTCP, the same for all streams. RFC 3550 §6.5.1.</param>
    /// <param name="seed">Spreads the sender reports of many sessions apart.</param>
    public SendSession(Instant created, NtpTime createdNtp, string cname, ulong seed = 0)
    {
        Created = created;
        CreatedNtp = createdNtp;
        Cname = cname;
        _reporter = new(created, createdNtp, cname, seed);
        _tied = created;
    }

    public Instant Created { get; }

    public NtpTime CreatedNtp { get; }

    public string Cname { get; }

    public IReadOnlyList<SendStream> Streams => _streams;

    public SendState State { get; private set; }

    /// <summary>When <see cref="Emit"/> has something to do next; <see cref="Instant.Never"/> when it has nothing left.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Everything up to the end of the range was sent, the BYE included.</summary>
    public bool AtEnd => State == SendState.Ended;

    /// <summary>When RTCP last came from the client; null if never.</summary>
    public Instant? LastHeard => _liveness.LastHeard;

    /// <summary>Adds a stream; it takes part from the next <see cref="Prepare"/> on.</summary>
    /// <param name="maxPacket">Largest RTP packet, header included, in bytes.</param>
    public SendStream Add(
        TrackIndex track, IByteSource film, byte payloadType, StreamIdentity identity, int maxPacket, StreamTransport transport)
    {
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(track.Track, maxPacket - RtpHeader.Size);
        return Add(track, film, payloadType, identity, packetizer, maxPacket, transport);
    }

    /// <summary>As the other, with a packetizer of the caller's.</summary>
    public SendStream Add(
        TrackIndex track,
        IByteSource film,
        byte payloadType,
        StreamIdentity identity,
        IPacketizer packetizer,
        int maxPacket,
        StreamTransport transport)
    {
        Invariant.That(State != SendState.Running);
        SendStream stream = new(track, film, payloadType, identity, packetizer, maxPacket, transport);
        _streams = [.. _streams, stream];
        return stream;
    }

    public void Remove(SendStream stream)
    {
        Invariant.That(State != SendState.Running);
        _streams = Array.FindAll(_streams, one => one != stream);
    }

    /// <summary>Gets ready to play.</summary>
    /// <param name="from">Where from; null: exactly where it stopped, without a sample lost or repeated.</param>
    /// <param name="to">Where to; null: to the end.</param>
    /// <param name="now">The instant of the PLAY, to which the time stamps are tied.</param>
    public PlayPoint Prepare(MediaTime? from, MediaTime? to, Instant now)
    {
        Invariant.That(State != SendState.Running);
        bool goesOn = from is null && _hasPlayed && State != SendState.Ended;
        MediaTime start = Placement.Place(_streams, from ?? _clock.Start, all: !goesOn);
        Instant tied = goesOn ? Instant.Max(now, _tied) : AfterAllSent(start, now);

        _hasPlayed = true;
        _end = Placement.End(_streams);
        if (to is MediaTime bound && bound < _end)
            _end = MediaTime.Max(bound, start);
        StreamPoint[] points = new StreamPoint[_streams.Length];
        for (int i = 0; i < points.Length; i++)
        {
            SendStream stream = _streams[i];
            stream.EndAt(to ?? MediaTime.End);
            points[i] = new(stream, stream.NextSequence, stream.Tie(tied - Created, start));
        }

        _tied = tied;
        _clock = new(now, start);
        State = SendState.Ready;
        Next = now;
        return new(start, _end, points);
    }

    /// <summary>Writes every packet that is due, and at the end of the range the BYE.</summary>
    public void Emit(Instant now, IPacketSink sink)
    {
        if (State == SendState.Ready)
            Run(now);
        TrainLimit limit = Limit();
        while (State == SendState.Running)
        {
            SendStream? stream = Earliest(out Instant planned, out bool isReport);
            if (stream is null)
            {
                Next = ByeAt();
                if (Next > now)
                    return;
                SayBye("end of range", now, sink);
                State = SendState.Ended;
                _clock = _clock with { Start = _end };
                Next = Instant.Never;
                return;
            }


            // A train waits until all of it may leave, since two halves cost the kernel twice; not where that would make it or the viewer
            // wait.
            int need = isReport || stream.IsOpening || stream.IsTight ? 1 : stream.TrainLeft;
            Instant due = _gate.EarliestFor(need, planned, limit);
            Next = due;
            if (due > now)
                return;
            if (isReport)
            {
                _gate.Record(1, now, limit);
                _reporter.Report(stream, now, sink);
                continue;
            }

            // The wait for one another is part of the schedule, but no more than one window of it: beyond that a packet is late.
            Depart(stream, Instant.Min(due, planned + limit.Window), now, limit, sink);
            limit = Limit();
        }
    }

    /// <summary>Stops where it is; <see cref="Prepare"/> without a position goes on from here.</summary>
    public void Halt(Instant now)
    {
        if (State is SendState.Running or SendState.Ready)
        {
            _tied += Position(now) - _clock.Start;
            _clock = new(now, Position(now));
            foreach (SendStream stream in _streams)
                stream.Stop();
            State = SendState.Idle;
        }

        Next = Instant.Never;
    }

    /// <summary>Writes a BYE for each stream, at once. RFC 3550 §6.6.</summary>
    public void SayBye(string reason, Instant now, IPacketSink sink)
    {
        foreach (SendStream stream in _streams)
            _reporter.Bye(stream, reason, now, sink);
    }

    /// <summary>The position in the film that is being sent. May be called from any thread: an estimate while the state changes.</summary>
    public MediaTime Position(Instant now) => State switch
    {
        SendState.Running => MediaTime.Min(_clock.PositionAt(now), MediaTime.Max(_end, _clock.Start)),
        _ => _clock.Start,
    };

    /// <summary>Takes an RTCP packet of the client: receiver reports are kept with their streams. May be called from any thread.</summary>
    /// <returns>Whether it was well formed and spoke of a stream of this session.</returns>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, Instant now)
    {
        if (!CompoundPacket.TryParse(compound, out CompoundPacket packets, out _))
            return false;
        bool known = false;
        foreach (RtcpPacket packet in packets)
        {
            if (!ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks) && !SenderReport.TryParse(in packet, out _, out blocks))
                continue;
            foreach (ReportBlock block in blocks)
                known |= Accept(in block, now);
        }

        if (known)
            _liveness.Hear(now);
        return known;
    }

    /// <summary>Whether the client used to report and has stopped: media sent to it is sent to nobody.</summary>
    public bool IsSilent(Instant now) => State == SendState.Running && _liveness.IsSilent(now);

    private bool Accept(in ReportBlock block, Instant now)
    {
        foreach (SendStream stream in _streams)
        {
            if (stream.Identity.Ssrc != block.Source)
                continue;
            stream.Reception = new(now, block, block.RoundTrip(CreatedNtp + (now - Created)));
            return true;
        }

        return false;
    }

    private void Run(Instant now)
    {
        _clock = _clock with { Origin = now };
        _lastSent = now - ByeDelay;
        foreach (SendStream stream in _streams)
            stream.Run(_clock);
        _reporter.Begin(_streams, now);
        _liveness.Begin(now);
        State = SendState.Running;
    }

    /// <summary>Whose packets or report are planned first; null when all is sent.</summary>
    private SendStream? Earliest(out Instant at, out bool isReport)
    {
        SendStream? first = null;
        bool media = false;
        (at, isReport) = (Instant.Never, false);
        foreach (SendStream stream in _streams)
        {
            media |= stream.Departure != Instant.Never;
            if (stream.Reporting.Next < at)
                (first, at, isReport) = (stream, stream.Reporting.Next, true);
            if (stream.Departure < at)
                (first, at, isReport) = (stream, stream.Departure, false);
        }

        return media || at <= ByeAt() ? first : null;
    }

    private void Depart(SendStream stream, Instant due, Instant now, TrainLimit limit, IPacketSink sink)
    {
        int count = Math.Min(stream.TrainLeft, Math.Max(1, _gate.Room(now, limit)));
        Instant stamped = _tied + (stream.SampleTime - _clock.Start);
        _lastStamped = _lastStamped is Instant last ? Instant.Max(last, stamped) : stamped;
        _gate.Record(count, now, limit);
        _lastSent = now;
        stream.Depart(count, due, sink);
    }

    /// <summary>Not before the last sample has been shown.</summary>
    private Instant ByeAt() => Instant.Max(_lastSent + ByeDelay, _clock.Due(_end));

    private TrainLimit Limit()
    {
        PacketDemand demand = PacketDemand.None;
        foreach (SendStream stream in _streams)
            demand += stream.Demand;
        return TrainLimit.Kept.Covering(demand);
    }

    /// <summary>Where to tie a new start so that no stamp, not even of priming, repeats or precedes one that was sent.</summary>
    private Instant AfterAllSent(MediaTime start, Instant now) =>
        _lastStamped is Instant last ? Instant.Max(now, last + StampStep + (start - Placement.First(_streams, start))) : now;
}
