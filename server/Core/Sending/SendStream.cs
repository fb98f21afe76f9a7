using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;
using Streaming.Qos.Shaping;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sending;

/// <summary>One simple stream on its way to one client: a cursor over the shared index and the RTP state that goes with it.</summary>
public sealed class SendStream : OutgoingStream
{
    private readonly Outlet _outlet;
    private readonly PacketCutter _cutter;
    private SampleFeed _feed;
    private Departures _departures;
    private MediaSample _sample;
    private StreamSource _source;
    private RtpTimestamp _stamp;
    private long _lastShown = long.MinValue;
    private int _at = -1;
    private int _packetsLeft;

    internal SendStream(StreamSource source, RtpNumbers numbers, int maxPacket, StreamTransport transport, Outlet outlet)
        : base(numbers.PayloadType, numbers.Identity, transport)
    {
        (_outlet, _source, Numbers, MaxPacket) = (outlet, source, numbers, maxPacket);
        _cutter = new(numbers, outlet);
        _feed = new(source);
        _departures = new(new(source, maxPacket - RtpHeader.Size));
    }

    /// <summary>Of what is sent now; after a change, of another rendition. May be read from any thread.</summary>
    public TrackIndex Index => Volatile.Read(ref _source).Index;

    /// <summary>The bytes of <see cref="Index"/>. May be read from any thread.</summary>
    public IByteSource Film => Volatile.Read(ref _source).Film;

    /// <summary>How much of it is sent. May be read from any thread.</summary>
    public StreamMode Mode => _feed.Mode;

    /// <summary>Largest RTP packet, header included, in bytes.</summary>
    public int MaxPacket { get; }

    public override Dscp Marking => _outlet.MarkingOf(Index.Track.Kind);

    public override Dscp ControlMarking => _outlet.ControlMarking;

    /// <summary>RTP packets sent so far: the unwrapped index of the next one, counted from <see cref="StreamIdentity.First"/>.</summary>
    public long PacketsSent => Numbers.Packets;

    /// <summary>Their payload bytes, without headers: what a sender report says. RFC 3550 §6.4.1.</summary>
    public long OctetsSent => Numbers.Octets;

    /// <summary>The number of the next packet.</summary>
    public SequenceNumber NextSequence => Numbers.Next;

    /// <summary>Whether the packet being handed to a sink is the first of its access unit.</summary>
    public bool IsUnitStart { get; private set; }

    /// <summary>Whether decoding can start at the access unit being sent.</summary>
    public bool IsUnitKey => _sample.IsKey;

    /// <summary>The most bytes the access unit being sent takes on the wire from the packet at hand on, headers included.</summary>
    public int UnitBytes => _sample.Size + ((_packetsLeft + 1) * 64) + PacketWriter.MaxInline;

    /// <summary>By when the packet being handed to a sink must have left: later than that, the receiver may be short of it.</summary>
    public Instant Deadline => _departures.Deadline;

    /// <summary>What the receiver last reported; null before it did. May be read from any thread.</summary>
    public ReceptionReport? Reception => Receptions.Last;

    /// <summary>The reports before it, too.</summary>
    public ReceptionLog Receptions { get; } = new();

    /// <summary>What mends it; null: nothing does.</summary>
    public StreamRepair? Repair { get; internal set; }

    /// <summary>Where in the film it is. May be read from any thread.</summary>
    public long FilmOffset =>
        Volatile.Read(ref _at) is int at and >= 0 && Index is var index && at < index.Samples.Length ? index.Samples[at].Offset : 0;

    /// <summary>Up to where whoever looks after films has asked for it to be read; zero again for another film.</summary>
    public long AdvisedTo { get; set; }

    /// <summary>When its next packets are to leave, as far as the stream alone is concerned; never, when it has none left.</summary>
    internal Instant Departure => _departures.Next;

    /// <summary>How many of them leave together.</summary>
    internal int TrainLeft => _departures.Left;

    /// <summary>The packet that the shaper holds back, RTP header included, in bytes; zero: none.</summary>
    internal int Held => _cutter.Held;

    /// <summary>Whether its cursor was ever set; a stream added to a session that has played was not.</summary>
    internal bool IsPlaced { get; private set; }

    /// <summary>No packet has left since it began to run.</summary>
    internal bool IsOpening { get; private set; }

    internal RtpNumbers Numbers { get; }
    internal bool IsTight => _departures.IsTight;
    internal PacketDemand Demand => Repair?.With(_departures.Demand) ?? _departures.Demand;

    /// <summary>Presentation time of the sample at hand.</summary>
    internal MediaTime SampleTime => Index.Track.Clock.ToTime(_sample.PresentationUnits);

    /// <summary>Of the last unit of it, where it is a group of several.</summary>
    internal MediaTime LatestTime => Clock.ToTime(Index.Track.Interleaving?.LastUnit(_sample) ?? _sample.PresentationUnits);

    /// <summary>Whether a change waits for its place in the stream.</summary>
    internal bool IsChanging => _feed.IsChanging || Repair is { IsChanging: true };

    /// <summary>What it goes on with when it has nothing left; null: that is not settled.</summary>
    internal StreamSequel? Sequel { get; private set; }

    /// <summary>Where the last change took effect; null before it did.</summary>
    internal StreamChangePoint? Changed { get; private set; }

    /// <summary>Presentation time of the first sample it would send.</summary>
    internal MediaTime? First =>
        _packetsLeft > 0 ? SampleTime : _feed.TryPeek(out _, out MediaSample first) ? Clock.ToTime(first.PresentationUnits) : null;

    /// <summary>When that leaves by its sending plan; null where it has none, or nothing to send.</summary>
    internal MediaTime? FirstPlanned => _feed.FirstPlanned;

    private ClockRate Clock => _source.Index.Track.Clock;

    /// <summary>Begins anew where playing starts; what is left of a sample is given up, and a change that waits takes effect.</summary>
    internal void Place(FeedPart part, MediaTime start, (int Scale, MediaTime? Until) run = default)
    {
        GiveUp();
        _lastShown = long.MinValue;
        IsPlaced = true;
        Repair?.Forget();
        _feed.Place(part, start, run);
        Follow();
    }

    internal void EndAt(MediaTime end) => _feed.EndAt(end);

    /// <summary>Begins sending: what is left of a sample that a pause cut goes first, with the stamp it began with.</summary>
    internal void Run(PlayClock clock)
    {
        if (_packetsLeft > 0 && IsUnitStart)
        {
            // Planned, but not a packet of it left: it belongs to the new PLAY, with its stamp and its range.
            _feed.Return(_at);
            GiveUp();
        }

        IsOpening = true;
        _cutter.Synchronise();
        Repair?.Run(clock.Origin);
        _departures.Restart(clock);
        if (_packetsLeft > 0)
            Plan(clock.Origin);
        else
            BeginSample(clock.Origin);
    }

    internal void Stop()
    {
        _departures.Stop();
        Repair?.Stop();
    }

    /// <summary>Goes on with something else once it has nothing left.</summary>
    internal void Continue(StreamSequel sequel, bool isRunning, Instant now)
    {
        Sequel = sequel;
        if (isRunning && Departure == Instant.Never)
            BeginSample(now);
    }

    /// <summary>Sends something else from its place on: see <see cref="StreamChange"/>.</summary>
    /// <param name="isRunning">Whether packets are leaving, or it waits for a PLAY.</param>
    internal void Change(StreamChange change, bool isRunning, Instant now)
    {
        Changed = null;
        _feed.Change(change);
        Follow();
        if (change.Mode == StreamMode.Suspended && _packetsLeft > 0 && IsUnitStart)
            GiveUp();
        if (isRunning && _packetsLeft == 0)
            BeginSample(now);
    }

    /// <summary>The change that waited is in force with the first packet from now on.</summary>
    internal StreamChangePoint PointOfChange()
    {
        MediaTime? at = First;
        return new(this, at, NextSequence, Numbers.Stamp(Clock.ToUnits(at ?? MediaTime.Zero)));
    }

    /// <summary>Hands the next <paramref name="count"/> packets to the sink, or as many of them as the shaper lets pass.</summary>
    internal void Depart(int count, Instant due, Instant now, IPacketSink sink)
    {
        ReadOnlySpan<MediaUnit> units = _source.Index.UnitsOf(in _sample);
        for (int i = 0; i < count; i++)
        {
            PacketWriter packet = sink.Begin();
            if (!_cutter.TryWrite(in _sample, units, _stamp, now, ref packet))
                return;
            Repair?.Depart(in packet, _source, in _sample, _stamp, _cutter.Wall, IsUnitStart, now);
            _packetsLeft--;
            _departures.Pass();
            Numbers.Count(in packet);
            Receptions.Departed(Numbers.TimeOf(_sample.PresentationUnits + packet.TimeOffset), now);
            sink.Packet(this, in packet, due);
            IsUnitStart = false;
            IsOpening = false;
            _lastShown = Math.Max(_lastShown, _sample.PresentationUnits);
        }

        if (TrainLeft > 0)
            return;
        if (_packetsLeft > 0)
            _departures.GoOn();
        else
            BeginSample(now);
    }

    private void BeginSample(Instant now)
    {
        Instant ready = _departures.Clock.Pace.IsRun ? now + _outlet.TimeToFill(now) : now;
        bool hasChanged = false, hasSample;
        do
        {
            hasSample = TryTake(ready, ref hasChanged) || (Sequel is not null && TryTakeNext(ready, ref hasChanged));
            _packetsLeft = hasSample ? _cutter.Begin(_source, in _sample, _source.Index.UnitsOf(in _sample)) : 0;
        }
        while (hasSample && _packetsLeft == 0);

        _departures.Stop();
        if (hasSample)
        {
            IsUnitStart = true;
            Plan(now);
        }

        if (hasChanged)
            Changed = PointOfChange();
    }

    private bool TryTake(Instant ready, ref bool hasChanged)
    {
        bool hasSample = _feed.TryTake(_departures.Clock, ready, _lastShown, out _at, out _sample, out bool isChange);
        hasChanged |= isChange;
        if (isChange)
            Follow();
        return hasSample;
    }

    /// <summary>The first sample of what it goes on with; false where that has none for it.</summary>
    private bool TryTakeNext(Instant ready, ref bool hasChanged)
    {
        StreamSequel sequel = Sequel!;
        long over = Numbers.UnitsOf(_feed.EndUnits);
        (Sequel, _lastShown, AdvisedTo) = (null, long.MinValue, 0);
        Numbers.Tie(sequel.Zero, MediaTime.Zero);
        _feed.Continue(sequel.Source, sequel.Start, over - Numbers.UnitsOf(0));
        _departures.Continue(sequel.Clock);
        _cutter.Synchronise();
        Follow();
        return TryTake(ready, ref hasChanged);
    }

    private void Follow()
    {
        if (_feed.Source.Index != _source.Index)
        {
            AdvisedTo = 0;
            _cutter.Synchronise();
        }

        Volatile.Write(ref _source, _feed.Source);
        Repair?.Follow(_source);
        _departures.Follow(_feed.Source);
    }

    private void GiveUp()
    {
        _packetsLeft = 0;
        _cutter.Drop();
    }

    private void Plan(Instant now)
    {
        // What a pause has cut keeps its stamp; but each packet of a group has a time of its own, and so a place in this PLAY.
        if (IsUnitStart || Index.Track.Interleaving is not null)
            _cutter.Restamp(_stamp = Numbers.Stamp(_sample.PresentationUnits));
        if (!IsUnitStart && Index.Track.Interleaving is not null)
            Repair?.Forget();
        int next = Mode == StreamMode.Thinned && _feed.TryPeek(out int following, out _) ? following : _at + 1;
        _departures.Plan(_outlet, (_at, next, SampleTime), (_packetsLeft, _sample.Size), IsOpening, now);
    }
}
