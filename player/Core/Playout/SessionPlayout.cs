using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Payloads;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Playout;

/// <summary>Plays out what one session receives: delays are measured, the clock is steered, samples wait for their decoders.</summary>
/// <remarks>
/// Contract: the session calls the <see cref="IStreamListener"/> side; the player takes samples with <see cref="TryTake"/>, reads
/// <see cref="Clock"/>, and calls <see cref="Advance"/> when <see cref="Next"/> has come (and after anything it did itself). Not for two
/// threads at once: whoever has several puts one lock around all of it; no call takes long.
/// </remarks>
public sealed class SessionPlayout : IStreamListener, IDisposable
{
    /// <summary>Sound and picture do not wait longer than this for each other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is given up in the last moment makes what waits behind it late: a refresh of the screen or a block of sound
    /// earlier, nothing is.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromMilliseconds(20);

    private readonly List<StreamPart> _parts = [];
    private readonly StreamAlignment _alignment = new();
    private readonly JitterBuffer _buffer;
    private Instant? _firstAt;
    private TimeSpan _soundLead;

    public SessionPlayout(PlayoutOptions options)
    {
        Options = options;
        _buffer = new(options, Clock) { Decode = InTime };
    }

    public PlayoutOptions Options { get; }

    public PlayoutClock Clock { get; } = new();

    /// <summary>What plays; null before the first answer to PLAY.</summary>
    public PlaySegment? Segment { get; private set; }

    public IReadOnlyList<ActiveStream> Streams { get; private set; } = [];

    /// <summary>By the viewer's wish.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>When <see cref="Advance"/> has something to do though nothing arrives.</summary>
    public Instant Next => IsPaused ? Instant.Never : _buffer.Next;

    /// <summary>The next sample of a stream, in decoding order; whoever takes it releases it.</summary>
    /// <remarks>After a seek nothing older than the new segment comes; what a decoder still holds it drops by
    /// <see cref="CodedSample.Segment"/>, unless the new one goes on from it.</remarks>
    public bool TryTake(ActiveStream stream, [NotNullWhen(true)] out CodedSample? sample)
    {
        sample = null;
        return PartOf(stream) is { } part && part.TryTake(out sample);
    }

    /// <summary>Steers: call it when <see cref="Next"/> has come.</summary>
    public void Advance(Instant now)
    {
        if (Next <= now)
            _buffer.Advance(_buffer.Verb == PlayoutVerb.Wait && MayStart(now), now);
    }

    /// <summary>The viewer pauses: the clock stands.</summary>
    public void Pause(Instant now)
    {
        if (IsPaused)
            return;
        IsPaused = true;
        _buffer.Pause(now);
    }

    /// <summary>The viewer goes on: the clock runs on with what is held, whether the server sends again yet or not.</summary>
    public void Resume(Instant now)
    {
        if (!IsPaused)
            return;
        IsPaused = false;
        _buffer.Resume(now);
    }

    /// <summary>The contract in force lets the server send anything so much later than its time: no less is held.</summary>
    public void Require(TimeSpan buffer) => _buffer.Require(buffer);

    /// <summary>The sound device takes what is heard so much later: sound must be here so much earlier than it is due.</summary>
    public void Lead(TimeSpan sound)
    {
        _soundLead = sound;
        foreach (StreamPart part in _parts.Where(part => part.IsSound))
            part.Level.Lead = sound;
    }

    /// <summary>A sample has been decoded: how long decoding takes is part of when it must be here.</summary>
    /// <param name="taken">When the decoder took it.</param>
    /// <param name="done">When what came of it was there.</param>
    public void Decoded(ActiveStream stream, Instant taken, Instant done)
    {
        PartOf(stream)?.Decoded(done - taken);
        _buffer.Decode = InTime + Longest(part => part.Decode);
    }

    /// <summary>Everything has come to its end and has been due.</summary>
    public bool IsOver(Instant now)
    {
        if (Segment is not { } segment || _parts.Count == 0)
            return false;
        MediaTime position = Clock.PositionAt(now);
        if (Clock.HasStarted && position >= segment.AxisEnd)
            return true;
        bool hasContinuous = _parts.Exists(part => part.Level.IsContinuous);
        return _parts.TrueForAll(part => part.Level.IsContinuous != hasContinuous
            || (part.Level.HasEnded && position >= (part.Level.LastsTo ?? part.Level.Whole ?? segment.Start)));
    }

    /// <summary>How long it can go on without another packet; zero while nobody can tell.</summary>
    public TimeSpan HeldAt(Instant now) => _buffer.HeldAt(now) ?? TimeSpan.Zero;

    /// <summary>What waits for decoders.</summary>
    public ByteCount WaitingBytes => new(_parts.Sum(part => part.WaitingBytes.Bytes));

    public PlayoutStatistics Snapshot(Instant now) => new()
    {
        Position = Clock.PositionAt(now),
        BufferedTo = BufferedTo(now),
        Target = _buffer.Target,
        Why = _buffer.Why,
        Level = _buffer.LevelAt(now),
        Held = HeldAt(now),
        Verb = _buffer.Verb,
        Rate = Clock.Rate,
        OutOfStep = Clock.HasStarted ? _buffer.AheadAt(now) : null,
        Lag = _buffer.LagAt(now),
        SkewPpm = _buffer.SkewPpm,
        Packets = _buffer.Packets,
        LatePackets = _buffer.Late,
        LateSamples = _parts.Sum(part => part.Late),
        LostPackets = _parts.Sum(part => part.Lost),
        Waiting = _parts.Sum(part => part.Waiting),
        WaitingBytes = WaitingBytes,
        Overflowed = _parts.Sum(part => part.Overflowed),
        Stalls = _buffer.Stalls,
        Stalled = _buffer.StalledBy(now),
        Adjustments = _buffer.Adjustments,
        Leaps = _parts.Sum(part => part.Timeline.Leaps),
        Repair = Longest(part => part.Repair),
        Decode = Longest(part => part.Decode),
    };

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        foreach (StreamPart gone in _parts.Where(part => !streams.Contains(part.Stream)).ToList())
        {
            gone.Clear();
            _parts.Remove(gone);
        }

        foreach (ActiveStream stream in streams)
        {
            if (PartOf(stream) is null)
                _parts.Add(new(stream, Options.KeepsBytes));
        }

        Lead(_soundLead);
        _buffer.Allow(Longest(part => part.RepairTakes));
        Streams = [.. streams];
        _buffer.Follow(_parts.Select(part => part.Level));
    }

    public void Began(PlaySegment segment, Instant now)
    {
        Segment = segment;
        _firstAt = null;
        _alignment.Forget();
        _parts.ForEach(part => part.Begin(segment));
        _buffer.Begin(segment, now);
        _buffer.Allow(Longest(part => part.RepairTakes));
    }

    public void Arrived(ActiveStream stream, long time, Instant arrival)
    {
        if (Segment is not { } segment || PartOf(stream) is not { } part)
            return;
        _firstAt ??= arrival;
        part.Settle();
        part.Arrived(time, arrival);
        MediaTime expected = segment.Start + ((arrival - _firstAt.Value) * segment.Speed);
        MediaTime position = part.Timeline.Accept(time, arrival, expected, segment.Speed, part.Level.IsContinuous);
        _buffer.Arrived(part.Level, position, arrival);
        Advance(arrival);
    }

    public void Repaired(ActiveStream stream, long time, Instant now)
    {
        if (PartOf(stream) is not { } part)
            return;

        // What comes in a burst at the beginning comes before anything else.
        part.Settle();
        if (!part.Timeline.IsPlaced)
            return;
        _buffer.Repaired(part.Level, part.Timeline.PositionOf(time), now);
        Advance(now);
    }

    public void RepairTakes(ActiveStream stream, TimeSpan takes)
    {
        if (PartOf(stream) is not { } part)
            return;
        part.RepairTakes = takes;
        _buffer.Allow(Longest(one => one.RepairTakes));
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
        if (Segment is not { Scale: 1 } segment || PartOf(stream) is not { } part)
            return;
        part.Settle();
        part.Timeline.Wall = (time, wall);
        _alignment.Align([.. _parts.OrderBy(other => other.IsPicture).Select(other => other.Timeline)], segment.Speed, now);
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        if (Segment is not { } segment || PartOf(stream) is not { } part)
            return;

        part.Settle();

        // Without a packet there is no sample; but whoever listens late may have missed it.
        if (!part.Timeline.IsPlaced)
            part.Timeline.Place(sample.Time, segment.Start);
        (MediaTime Position, Instant At)? ready = part.Add(segment, sample, Clock.HasStarted ? Clock.PositionAt(now) : null, now);
        if (part.IsPicture && ready is { } shown)
            _buffer.Ready(shown.Position, shown.At);
        Advance(now);
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now) => PartOf(stream)?.GaveUp(loss.Count);

    public void Ended(ActiveStream stream, Instant now)
    {
        if (PartOf(stream) is { } part)
            part.Level.HasEnded = true;
        Advance(now);
    }

    /// <summary>When the first sample is due that waits behind what is missing, less the time for decoding.</summary>
    public Instant? NeededBy(ActiveStream stream, long time)
    {
        if (Segment is not { Scale: 1 } || PartOf(stream) is not { Timeline.IsPlaced: true } part)
            return null;
        return Clock.InstantOf(part.FirstBehind(time)) - part.Decode - part.Level.Lead - InTime;
    }

    public void Align(in CommonLine line, Instant now) => _buffer.Align(line);

    public Instant? PresentedAt(MediaTime position) => Clock.InstantOf(position);

    public void Dispose() => _parts.ForEach(part => part.Clear());

    private StreamPart? PartOf(ActiveStream stream)
    {
        foreach (StreamPart part in _parts)
        {
            if (part.Stream == stream)
                return part;
        }

        return null;
    }

    private TimeSpan Longest(Func<StreamPart, TimeSpan> of) => _parts.Count == 0 ? TimeSpan.Zero : _parts.Max(of);

    /// <summary>A picture is there to begin with, and sound, or they have been waited for long enough.</summary>
    private bool MayStart(Instant now)
    {
        bool areReady = true;
        foreach (StreamPart part in _parts)
            areReady &= IsReady(part);
        return areReady || now - _firstAt >= Patience;
    }

    /// <summary>Without sound that goes on, the clock would stand again as soon as it was started. In a run there is none.</summary>
    private bool IsReady(StreamPart part) => part.Level.HasEnded
        || (part.IsPicture ? part.HasKey : !part.IsSound || Segment is not { Scale: 1 } || part.Level.LastsTo is not null);

    private MediaTime BufferedTo(Instant now)
    {
        MediaTime position = Clock.PositionAt(now);
        MediaTime? whole = _parts.Where(part => part.Level is { IsContinuous: true, Whole: not null, HasEnded: false })
            .Min(part => (MediaTime?)part.Level.Whole);
        return whole is { } to && to > position ? to : position;
    }
}
