namespace Streaming.Player.Sound;

/// <summary>Decoded sound in memory, in one piece, addressed by the number of the frame: one sample of each channel, interleaved.</summary>
/// <param name="channels">Interleaved.</param>
/// <param name="frames">The most that is held at once.</param>
internal sealed class SampleStore(int channels, int frames)
{
    private readonly float[] _samples = new float[frames * channels];
    private int _count;

    public int Channels { get; } = channels;

    /// <summary>The oldest frame that is held.</summary>
    public long Begin { get; private set; }

    /// <summary>Behind the newest.</summary>
    public long End => Begin + _count;

    /// <summary>How many more fit without forgetting any.</summary>
    public int Free => frames - _count;

    public void Clear()
    {
        Begin = End;
        _count = 0;
    }

    /// <summary>Room at the end, not cleared; what it takes is made free with <see cref="Forget"/> first.</summary>
    public Span<float> Extend(int more)
    {
        Invariant.That(more <= Free, "the store is made room in before it is extended");
        _count += more;
        return Frames(End - more, more);
    }

    /// <summary>Drops what lies from <paramref name="end"/> on.</summary>
    public void Truncate(long end) => _count = (int)(Math.Clamp(end, Begin, End) - Begin);

    /// <summary>Drops what lies before <paramref name="first"/>.</summary>
    public void Forget(long first)
    {
        int gone = (int)(Math.Clamp(first, Begin, End) - Begin);
        _samples.AsSpan(gone * Channels, (_count - gone) * Channels).CopyTo(_samples);
        Begin += gone;
        _count -= gone;
    }

    /// <summary>The frames themselves; they must be held.</summary>
    public Span<float> Frames(long first, int count)
    {
        Invariant.That(first >= Begin && first + count <= End, "only frames that are held are looked at");
        return _samples.AsSpan((int)(first - Begin) * Channels, count * Channels);
    }

    /// <summary>Copies frames; silence where none between <paramref name="from"/> and <paramref name="until"/> are held.</summary>
    public void Read(long first, Span<float> output, long from, long until)
    {
        long end = first + (output.Length / Channels);
        long low = Math.Clamp(Math.Max(from, Begin), first, end), high = Math.Clamp(Math.Min(until, End), low, end);
        output[..((int)(low - first) * Channels)].Clear();
        if (high > low)
            Frames(low, (int)(high - low)).CopyTo(output[((int)(low - first) * Channels)..]);
        output[((int)(high - first) * Channels)..].Clear();
    }
}
