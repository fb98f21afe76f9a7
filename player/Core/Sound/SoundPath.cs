using Streaming.Player.Playout;

namespace Streaming.Player.Sound;

/// <summary>Decoded sound on its way to the device: what is heard at an instant is what the clock says for it.</summary>
/// <remarks>
/// Contract: <see cref="Offer"/> decoded blocks in order while <see cref="HasRoom"/>, <see cref="Begin"/> at every segment, and
/// <see cref="Fill"/> whenever the device wants more. Not for two threads at once.
/// </remarks>
/// <param name="clock">What is followed.</param>
/// <param name="rate">Hertz, of blocks and device alike.</param>
/// <param name="channels">Interleaved.</param>
public sealed class SoundPath(PlayoutClock clock, int rate, int channels)
{
    /// <summary>Half a second waits at most: 48 000 × 2 × 4 B × 0.5 s = 192 kB.</summary>
    private readonly TimeSpan _limit = TimeSpan.FromMilliseconds(500);
    private readonly Queue<(MediaTime Position, float[] Samples)> _blocks = new();
    private int _segment;

    public int Rate { get; } = rate;

    public int Channels { get; } = channels;

    /// <summary>A decoder waits with the next block while this is false.</summary>
    public bool HasRoom => _blocks.Count == 0 || _blocks.Last().Position - _blocks.Peek().Position < _limit;

    /// <summary>The film's volume: 0 … 1.5. Changes are ramped.</summary>
    public double Volume { get; set; } = 1;

    public bool IsMuted { get; set; }

    /// <summary>What was heard last: which position, at what instant; null while nothing is.</summary>
    public (MediaTime Position, Instant At)? Heard { get; private set; }

    /// <summary>A segment begins; unless it goes on, everything older is dropped.</summary>
    public void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        if (!segment.GoesOn)
            _blocks.Clear();
    }

    /// <summary>A decoded block, copied; one of an older segment is dropped.</summary>
    public void Offer(MediaTime position, ReadOnlySpan<float> samples, int segment)
    {
        if (segment == _segment)
            _blocks.Enqueue((position, samples.ToArray()));
    }

    /// <summary>Fills the device's buffer. Never throws, never allocates.</summary>
    /// <param name="heardAt">When the first sample of it will be heard.</param>
    public void Fill(Span<float> output, Instant heardAt)
    {
        output.Clear();
        MediaTime due = clock.PositionAt(heardAt);
        while (_blocks.TryPeek(out (MediaTime Position, float[] Samples) block) && block.Position < due)
            _blocks.Dequeue();
        Heard = null;
    }
}
