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
public sealed class SessionPlayout(PlayoutOptions options) : IStreamListener, IDisposable
{
    private readonly Dictionary<ActiveStream, Queue<CodedSample>> _queues = [];
    private Instant _next = Instant.Never;
    private TimeSpan _floor;
    private TimeSpan _decode;
    private int _open;

    public PlayoutOptions Options { get; } = options;

    public PlayoutClock Clock { get; } = new();

    /// <summary>What plays; null before the first answer to PLAY.</summary>
    public PlaySegment? Segment { get; private set; }

    public IReadOnlyList<ActiveStream> Streams { get; private set; } = [];

    /// <summary>By the viewer's wish.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>When <see cref="Advance"/> has something to do though nothing arrives.</summary>
    public Instant Next => _next;

    /// <summary>The next sample of a stream, in decoding order; whoever takes it releases it.</summary>
    /// <remarks>After a seek nothing older than the new segment comes; what a decoder still holds it drops by
    /// <see cref="CodedSample.Segment"/>.</remarks>
    public bool TryTake(ActiveStream stream, [NotNullWhen(true)] out CodedSample? sample)
    {
        sample = null;
        return _queues.TryGetValue(stream, out Queue<CodedSample>? queue) && queue.TryDequeue(out sample);
    }

    /// <summary>Steers: call it when <see cref="Next"/> has come.</summary>
    public void Advance(Instant now)
    {
        if (Segment is { } segment && !Clock.HasStarted && !IsPaused && _queues.Values.Any(queue => queue.Count > 0))
            Clock.Start(segment.Start, now);
        _next = Instant.Never;
    }

    /// <summary>The viewer pauses: the clock stands.</summary>
    public void Pause(Instant now)
    {
        IsPaused = true;
        Clock.Hold(now);
    }

    /// <summary>The viewer goes on: the clock runs on with what is held, whether the server sends again yet or not.</summary>
    public void Resume(Instant now)
    {
        IsPaused = false;
        Clock.Resume(now);
    }

    /// <summary>The contract in force lets the server send anything so much later than its time: no less is held.</summary>
    public void Require(TimeSpan buffer) => _floor = buffer;

    /// <summary>A sample has been decoded: how long decoding takes is part of when it must be here.</summary>
    /// <param name="taken">When the decoder took it.</param>
    /// <param name="done">When what came of it was there.</param>
    public void Decoded(ActiveStream stream, Instant taken, Instant done) => _decode = done - taken;

    /// <summary>Everything has come to its end and has been due.</summary>
    public bool IsOver(Instant now) => _open == 0 && Clock.PositionAt(now) >= Segment?.End;

    public PlayoutStatistics Snapshot(Instant now) => new() { Position = Clock.PositionAt(now), Target = _floor, Decode = _decode };

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        Streams = [.. streams];
        _open = streams.Count;
        foreach (ActiveStream stream in streams)
            _queues.TryAdd(stream, new());
    }

    public void Began(PlaySegment segment, Instant now)
    {
        Segment = segment;
        if (segment.GoesOn)
        {
            Clock.GoOn(segment.Number);
            return;
        }

        Clock.Begin(segment.Number, segment.Start);
        Dispose();
    }

    public void Arrived(ActiveStream stream, long time, Instant arrival)
    {
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        if (Segment is null || !_queues.TryGetValue(stream, out Queue<CodedSample>? queue))
            return;
        MediaTime position = Segment.Start + stream.Setup.Track.Payload!.Clock.ToLength(stream.Receive.SinceStart(sample.Time) ?? 0);
        queue.Enqueue(CodedSample.Copy(stream, Segment.Number, position, sample.Bytes.Span, sample.IsComplete, isKey: true, false));
        Advance(now);
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now)
    {
    }

    public void Ended(ActiveStream stream, Instant now) => _open--;

    public Instant? NeededBy(ActiveStream stream, long time) => null;

    public void Dispose()
    {
        foreach (Queue<CodedSample> queue in _queues.Values)
        {
            while (queue.TryDequeue(out CodedSample? sample))
                sample.Release();
        }
    }
}
