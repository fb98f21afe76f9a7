using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>When the packets of one stream leave, sample by sample and train by train.</summary>
internal struct Departures(SampleSchedule schedule)
{
    private SampleSchedule _schedule = schedule;
    private TrainCursor _trains = new();

    /// <summary>What its times are told by.</summary>
    public PlayClock Clock { get; private set; }

    /// <summary>When the next train leaves; never, where there is none.</summary>
    public readonly Instant Next => _trains.Departure;

    /// <summary>Packets of it that have not left.</summary>
    public readonly int Left => _trains.Left;

    /// <summary>By when the sample at hand must have left.</summary>
    public readonly Instant Deadline => _schedule.Deadline;

    public readonly bool IsTight => _schedule.Plan.IsTight;

    public readonly PacketDemand Demand => _schedule.Demand;

    /// <summary>A new PLAY: nothing is planned yet.</summary>
    public void Restart(PlayClock clock)
    {
        Clock = clock;
        _schedule.Restart(clock);
    }

    /// <summary>Something else follows, on a line of its own, behind what was planned.</summary>
    public void Continue(PlayClock clock)
    {
        Clock = clock;
        _schedule.Continue(clock);
    }

    /// <summary>From now on samples are of this source.</summary>
    public void Follow(StreamSource source) => _schedule.Follow(source);

    /// <summary>Plans what is left of a sample.</summary>
    /// <param name="sample">Its number, that of the one which is sent behind it, and when it is presented.</param>
    /// <param name="left">Its packets that have not left, and no fewer bytes than they hold.</param>
    /// <param name="isOpening">Nothing has left since playing began.</param>
    public void Plan(
        Outlet outlet, (int At, int Next, MediaTime Shown) sample, (int Packets, int Bytes) left, bool isOpening, Instant now)
    {
        bool isRun = Clock.Pace.IsRun;
        Instant begins = isRun ? Instant.Max(now, Clock.Due(sample.Shown)) : now;
        TimeSpan least = isRun || isOpening ? outlet.TimeFor(left.Bytes, left.Packets, begins) : TimeSpan.Zero;
        if (isRun)
            _schedule.BeginAlone(sample.Shown, left.Packets, outlet.Planned, least);
        else
            _schedule.Begin(sample.At, left.Packets, sample.Next, outlet.Planned, least);
        _trains.Begin(_schedule.Plan);
    }

    /// <summary>A packet has left.</summary>
    public void Pass() => _trains.Pass();

    /// <summary>The train has left: the next one of the sample follows.</summary>
    public void GoOn() => _trains.Next();

    /// <summary>Nothing leaves.</summary>
    public void Stop() => _trains.Stop();
}
