using Streaming.Formats.Media;
using Streaming.Qos.Shaping;
using Streaming.Server.Traffic;

namespace Streaming.Server.Sending;

/// <summary>When the packets of each sample of one stream leave, one sample after the other.</summary>
/// <remarks>
/// With a sending plan a sample has the time that the plan gives it. Where that is over already (the rendition before it, by another plan,
/// took longer) samples follow each other twice as fast until the plan is caught up with: not in one burst, and not later than the
/// receiver needs them.
/// Without one, a sample has from its own decode time to that of its successor. Where a later sample is too large for its own time, those
/// before it end sooner and it begins early (see <see cref="DeadlineBound"/>); only where even the mean over the samples ahead is more than
/// the limit lets through does the limit grow. The search for large samples looks at each sample once, when it comes within
/// <see cref="Horizon"/>, so that a stream without any pays next to nothing.
/// What is due when playing begins leaves at once.
/// </remarks>
internal struct SampleSchedule
{
    /// <summary>Samples looked ahead: one second of a film with 30 pictures, enough to send a key picture of 800 packets early.</summary>
    private const int Horizon = 32;

    /// <summary>The mean over less than this says nothing: towards the end of a film the samples ahead become few.</summary>
    private static readonly TimeSpan ShortestMean = TimeSpan.FromMilliseconds(250);

    /// <summary>A slide is shown for minutes, but wanted at its cue: it takes no longer than a picture of the slowest film, four a second,
    /// and at three packets in 1.2 ms there is room for 800 kB of it.</summary>
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMilliseconds(250);

    /// <summary>Samples over which the demand of a sending plan is averaged, the older ones with less weight.</summary>
    private const int Recent = 8;

    private readonly int _maxPayload;
    private TrackIndex _index;
    private SendingPlan? _plan;
    private PlanSchedule _times;
    private PlayClock _clock;
    private Instant _end;
    private TimeSpan _recentTime;
    private int _recentPackets;
    private bool _endsEarly;
    private int _scanned;
    private int _lastLarge;

    public SampleSchedule(StreamSource source, int maxPayload)
    {
        _index = source.Index;
        _maxPayload = maxPayload;
        _scanned = -1;
        _lastLarge = -1;
        Follow(source);
    }

    /// <summary>The packets of the sample at hand.</summary>
    public TrainPlan Plan { get; private set; }

    /// <summary>What the stream needs to keep up.</summary>
    public PacketDemand Demand { get; private set; }

    /// <summary>By when the sample at hand must have left: what leaves later is late.</summary>
    public Instant Deadline { get; private set; }

    /// <summary>A new PLAY: nothing is planned yet.</summary>
    public void Restart(PlayClock clock)
    {
        _clock = clock;
        _end = clock.Origin;
        _endsEarly = false;
        _scanned = _lastLarge = -1;
        (_recentPackets, _recentTime) = (0, TimeSpan.Zero);
        Demand = PacketDemand.None;
    }

    /// <summary>Something else follows, on a line of its own, behind what was planned.</summary>
    public void Continue(PlayClock clock)
    {
        _clock = clock;
        _endsEarly = false;
        _scanned = _lastLarge = -1;
    }

    /// <summary>From now on samples are of this source.</summary>
    public void Follow(StreamSource source)
    {
        if (_index != source.Index)
            _scanned = _lastLarge = -1;
        (_index, _plan) = (source.Index, source.Plan);
        if (_plan is not null)
            _times = source.Schedule();
    }

    /// <summary>Plans <paramref name="packets"/> packets (all, or those left of it) of sample <paramref name="at"/>.</summary>
    /// <param name="next">The sample that is sent behind it; the one after it, where there is no other.</param>
    /// <param name="least">The time the contract takes to let it pass.</param>
    public void Begin(int at, int packets, int next, TrainLimit limit, TimeSpan least)
    {
        if (_plan is null)
            BeginWithin(at, packets, limit, least);
        else
            BeginByPlan(_plan.Buffer, at, packets, next, limit);
    }

    /// <summary>As <see cref="Begin"/>, for a picture of a run: as fast as may be from its place on the axis on.</summary>
    public void BeginAlone(MediaTime axis, int packets, TrainLimit limit, TimeSpan least)
    {
        Instant due = _clock.Due(axis);
        Demand = PacketDemand.None;
        Plan = new(due, due + least, packets, limit);
        Deadline = Instant.Max(Plan.End, due + LongestSpread);
        _end = Plan.End;
    }

    private void BeginByPlan(TimeSpan buffer, int at, int packets, int next, TrainLimit limit)
    {
        Instant from = _clock.PlannedDue(_times.Start(at)), until = _clock.PlannedDue(_times.End(at));
        Deadline = _clock.PlannedDue(MediaTime.Max(_index.DecodeTime(at), MediaTime.Zero)) + _clock.Lasting(buffer);

        // Where samples are left out, this one has their time as well, up to its own deadline.
        if (next > at + 1)
            until = Instant.Max(until, Instant.Min(_clock.PlannedDue(_times.Start(next)), Deadline));
        Instant start = Instant.Max(from, _end);
        Instant end = Instant.Max(until, Instant.Min(start + ((until - from) / 2), Deadline));

        // Bytes are planned, packets are counted: a small one says nothing by itself.
        _recentPackets += (packets * Recent) - (_recentPackets / Recent);
        _recentTime += ((end - start) * Recent) - (_recentTime / Recent);
        Demand = PacketDemand.Of(_recentPackets, _recentTime, limit.Window).WithHeadroom();
        Plan = new(start, end, packets, limit.Covering(Demand));
        _end = Plan.End;
        _endsEarly = false;
    }

    private void BeginWithin(int at, int packets, TrainLimit limit, TimeSpan least)
    {
        _scanned = Math.Max(_scanned, at - 1);
        Instant due = _clock.Due(_index.DecodeTime(at));
        Instant deadline = Deadline = DeadlineOf(at);
        Instant start = _endsEarly ? _end : Instant.Max(due, _end);
        ScanTo(at + Horizon);

        DeadlineBound bound = new(deadline, limit);
        PacketDemand demand = PacketDemand.Of(packets, deadline - due, limit.Window);
        if (_lastLarge > at || (_lastLarge == at && packets > limit.Packets))
            demand = LookAhead(at, packets, start, ref bound).After(Demand);

        Demand = demand;
        _endsEarly = bound.Latest < deadline;

        // A viewer waits for what is due when playing begins, the first key picture above all: it has no time of its own to be spread over.
        bool isAwaited = due == _clock.Origin;
        Instant end = !isAwaited ? bound.Latest : bound.Latest <= start ? start + least : Instant.Min(start + least, bound.Latest);
        Plan = new(start, end, packets, limit.Covering(demand));
        if (isAwaited)
            Deadline = Instant.Max(deadline, Plan.End);
        _end = Plan.End;
        _endsEarly &= _end < deadline;
    }

    private readonly PacketDemand LookAhead(int at, int packets, Instant start, ref DeadlineBound bound)
    {
        int last = Math.Min(at + Horizon, _index.Samples.Length - 1);
        Instant end = DeadlineOf(at);
        for (int ahead = at + 1; ahead <= last; ahead++)
        {
            int count = EstimatePackets(ahead);
            packets += count;
            end = DeadlineOf(ahead);
            bound.Add(count, end);
        }

        TimeSpan time = end - start;
        return PacketDemand.Of(packets, time > ShortestMean ? time : ShortestMean, TrainLimit.Planned.Window).WithHeadroom();
    }

    /// <summary>Notes the large samples up to <paramref name="end"/>: those that take more than half of what the limit lets through in
    /// their own time.</summary>
    private void ScanTo(int end)
    {
        ReadOnlySpan<MediaSample> samples = _index.Samples;
        end = Math.Min(end, samples.Length - 1);
        while (_scanned < end)
        {
            int at = ++_scanned;
            if (samples[at].Size <= TrainLimit.Planned.Packets * _maxPayload)
                continue;
            long units = at + 1 < samples.Length ? samples[at + 1].DecodeUnits - samples[at].DecodeUnits : samples[at].Duration;
            if (2 * TrainLimit.Planned.TicksFor(EstimatePackets(at)) > _clock.Lasting(_index.Track.Clock.ToLength(units)).Ticks)
                _lastLarge = at;
        }
    }

    private readonly int EstimatePackets(int at) => (_index.Samples[at].Size / _maxPayload) + 1;

    /// <summary>When the sample's last packet must have left: when the next one is due, but soon.</summary>
    private readonly Instant DeadlineOf(int at)
    {
        ReadOnlySpan<MediaSample> samples = _index.Samples;
        Instant next = at + 1 < samples.Length
            ? _clock.Due(_index.DecodeTime(at + 1))
            : _clock.Due(_index.Track.Clock.ToTime(samples[at].DecodeUnits + samples[at].Duration));
        return Instant.Min(next, _clock.Due(_index.DecodeTime(at)) + LongestSpread);
    }
}
