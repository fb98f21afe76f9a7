using Streaming.Formats.Media;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>When the packets of each sample of one stream leave, one sample after the other.</summary>
/// <remarks>
/// A sample has from its own decode time to that of its successor. Where a later sample is too large for its own time, those before it
/// end sooner and it begins early (see <see cref="DeadlineBound"/>); only where even the mean over the samples ahead is more than the
/// limit lets through does the limit grow. The search for large samples looks at each sample once, when it comes within
/// <see cref="Horizon"/>, so that a stream without any pays next to nothing.
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

    private readonly TrackIndex _index;
    private readonly int _maxPayload;
    private PlayClock _clock;
    private Instant _end;
    private bool _endsEarly;
    private int _scanned;
    private int _lastLarge;

    public SampleSchedule(TrackIndex index, int maxPayload)
    {
        _index = index;
        _maxPayload = maxPayload;
        _scanned = -1;
        _lastLarge = -1;
    }

    /// <summary>The packets of the sample at hand.</summary>
    public TrainPlan Plan { get; private set; }

    /// <summary>What the stream needs to keep up.</summary>
    public PacketDemand Demand { get; private set; }

    /// <summary>A new PLAY: nothing is planned yet.</summary>
    public void Restart(PlayClock clock, int sample)
    {
        _clock = clock;
        _end = clock.Origin;
        _endsEarly = false;
        _scanned = _lastLarge = sample - 1;
        Demand = PacketDemand.None;
    }

    /// <summary>Plans <paramref name="packets"/> packets (all, or those left of it) of sample <paramref name="at"/>.</summary>
    public void Begin(int at, int packets)
    {
        Instant due = _clock.Due(_index.DecodeTime(at));
        Instant deadline = DeadlineOf(at);
        Instant start = _endsEarly ? _end : Instant.Max(due, _end);
        ScanTo(at + Horizon);

        TrainLimit limit = TrainLimit.Planned;
        DeadlineBound bound = new(deadline, limit);
        PacketDemand demand = PacketDemand.Of(packets, deadline - due, limit.Window);
        if (_lastLarge > at || (_lastLarge == at && packets > limit.Packets))
            demand = LookAhead(at, packets, start, ref bound).After(Demand);

        Demand = demand;
        _endsEarly = bound.Latest < deadline;
        Plan = new(start, bound.Latest, packets, limit.Covering(demand));
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
            if (2 * TrainLimit.Planned.TicksFor(EstimatePackets(at)) > _index.Track.Clock.ToLength(units).Ticks)
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
