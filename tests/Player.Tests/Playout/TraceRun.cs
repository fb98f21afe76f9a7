using Streaming.Player.Playout;
using Streaming.Testing.Delays;

namespace Streaming.Player.Tests.Playout;

/// <summary>A jitter buffer under a delay trace, in virtual time, and what came of it.</summary>
internal sealed class TraceRun
{
    private readonly PlayoutClock _clock = new();
    private readonly StreamLevel _stream = new(isContinuous: true);
    private readonly SortedDictionary<TimeSpan, int> _due = [];
    private readonly TimeSpan _least;
    private readonly TimeSpan _warmUp;
    private readonly DelayTrace _trace;
    private readonly HashSet<TimeSpan> _arrived = [];
    private TimeSpan _next;
    private TimeSpan _waited;
    private int _played;

    /// <param name="warmUp">What is learnt first and not judged.</param>
    public TraceRun(DelayTrace trace, PlayoutOptions? options = null, TimeSpan warmUp = default)
    {
        _trace = trace;
        _warmUp = warmUp;
        _least = trace.Packets.Min(trace.DelayOf);
        Buffer = new(options ?? new(), _clock);
        Buffer.Follow([_stream]);
        Buffer.Begin(new(1, MediaTime.Zero, null, 1, PlayRate.Normal, false), DelayTrace.Origin);
        foreach (TracedPacket packet in trace.Packets)
            Take(packet);
    }

    public JitterBuffer Buffer { get; }

    public PlayoutClock Clock => _clock;

    /// <summary>Share of the packets, behind the warm-up.</summary>
    public double Late => LatePackets / (double)JudgedPackets;

    public int LatePackets { get; private set; }

    public int JudgedPackets { get; private set; }

    /// <summary>How long after the smallest delay of all positions were played, in the mean.</summary>
    public TimeSpan MeanDelay => _waited / Math.Max(1, _played);

    public PlayRate Fastest { get; private set; }

    public PlayRate Slowest { get; private set; } = PlayRate.Normal;

    /// <summary>Level and target at every whole second.</summary>
    public List<(Instant At, TimeSpan Level, TimeSpan Target, PlayoutVerb Verb)> Seconds { get; } = [];

    private void Take(TracedPacket packet)
    {
        while (Buffer.Next < packet.Arrival)
            Step(Buffer.Next);
        Play(packet.Arrival);
        MediaTime position = new(packet.Position.Ticks);
        if (packet.Position >= _warmUp)
        {
            JudgedPackets++;
            if (_clock.HasStarted && position < _clock.PositionAt(packet.Arrival))
                LatePackets++;
        }

        if (!_clock.HasStarted || position >= _clock.PositionAt(packet.Arrival))
            _due.TryAdd(packet.Position, 0);
        Buffer.Arrived(_stream, position, packet.Arrival);
        _arrived.Add(packet.Position);
        while (_arrived.Remove(_next))
        {
            _stream.Complete(new(_next.Ticks));
            _next += DelayTraces.Spacing;
        }

        Step(packet.Arrival);
    }

    private void Step(Instant now)
    {
        Play(now);
        Buffer.Advance(mayStart: true, now);
        Fastest = _clock.Pace.PartsPerMillion > Fastest.PartsPerMillion ? _clock.Pace : Fastest;
        Slowest = _clock.Pace.PartsPerMillion < Slowest.PartsPerMillion ? _clock.Pace : Slowest;
        if (Seconds.Count == 0 || now - Seconds[^1].At >= TimeSpan.FromSeconds(1))
            Seconds.Add((now, Buffer.LevelAt(now), Buffer.Target, Buffer.Verb));
    }

    private void Play(Instant now)
    {
        while (_due.Count > 0 && _clock.HasStarted && _due.First().Key.Ticks <= _clock.PositionAt(now).Ticks)
        {
            TimeSpan position = _due.First().Key;
            _due.Remove(position);
            if (position < _warmUp)
                continue;
            Instant played = _clock.InstantOf(new(position.Ticks)) ?? now;
            _waited += played - _trace.SentAt(position) - _least;
            _played++;
        }
    }
}
