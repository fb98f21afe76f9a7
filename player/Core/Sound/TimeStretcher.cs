namespace Streaming.Player.Sound;

/// <summary>Reads the tape at another pace with unchanged pitch: it plays on as recorded, and now and then leaves out or repeats a stretch
/// whose ends have the same shape, with a crossfade of 10 ms.</summary>
/// <remarks>
/// Overlap and add by similarity of shape (WSOLA), but with splices only where the distance to the clock asks for one: at 1.05 that is five
/// a second in place of a hundred. The crossfade keeps the level whatever the likeness.
/// </remarks>
internal sealed class TimeStretcher
{
    private readonly SoundTape _tape;
    private readonly int _fade;
    private readonly Similarity _similarity;
    private readonly float[] _other;
    private long _position;
    private long _from;
    private int _left;
    private float _likeness;

    public TimeStretcher(SoundTape tape, int rate)
    {
        _tape = tape;
        _fade = rate / 100;
        MostLag = rate / 50;
        _similarity = new(tape.Store.Channels, _fade, MostLag);
        _other = new float[Resampler.Most * tape.Store.Channels];
    }

    /// <summary>Frames of the longest splice: 20 ms.</summary>
    public int MostLag { get; }

    /// <summary>Frames that a splice takes to be heard.</summary>
    public int FadeFrames => _fade;

    /// <summary>The next frame that is read.</summary>
    public long Position => _position;

    /// <summary>A splice is being heard.</summary>
    public bool IsFading => _left > 0;

    /// <summary>Where it is heard to be: between the two sounds of a splice by their weights.</summary>
    public double Head => _left == 0 ? _position : _position - ((_position - _from) * (1 - Fades.Rise(1 - (_left / (float)_fade))));

    /// <summary>Reads on from elsewhere, without a crossfade.</summary>
    public void Place(long position) => (_position, _left) = (position, 0);

    /// <summary>Reads on.</summary>
    public void Read(Span<float> output)
    {
        SampleStore store = _tape.Store;
        long first = _tape.Run.First, end = _tape.RunEnd;
        int channels = store.Channels, frames = output.Length / channels, mixed = Math.Min(frames, _left);
        store.Read(_position, output, first, end);
        if (mixed > 0)
        {
            Span<float> other = _other.AsSpan(0, mixed * channels);
            store.Read(_from, other, first, end);
            Mix(output, other, channels);
        }

        _position += frames;
        _from += mixed;
        _left -= mixed;
        _tape.ReadTo = _left > 0 ? Math.Max(_position, _from) : _position;
    }

    /// <summary>Splices where the shape is the same, if it is alike enough.</summary>
    /// <param name="near">The shortest lag: positive leaves out, negative repeats.</param>
    /// <param name="far">The longest, of the same sign.</param>
    /// <param name="least">How alike it must be; −1 takes the best there is.</param>
    /// <returns>False where nothing is alike enough, or too little is held to look.</returns>
    public bool TrySplice(int near, int far, float least)
    {
        const float bias = 0.03f;
        long low = Math.Max(_tape.Run.First, _tape.Store.Begin), high = _tape.RunEnd - _fade;
        far = Math.Sign(near) * (int)Math.Min(Math.Abs(far), near > 0 ? high - _position : _position - low);
        if (_left > 0 || Math.Abs(far) < Math.Abs(near) || _position < low || _position > high)
            return false;
        (int lag, float likeness) = _similarity.Best(_tape.Store, _position, near, far, bias);
        if (likeness < least)
            return false;
        (_from, _position, _left, _likeness) = (_position, _position + lag, _fade, Math.Clamp(likeness, 0, 1));
        return true;
    }

    private void Mix(Span<float> output, ReadOnlySpan<float> other, int channels)
    {
        for (int i = 0; i < other.Length; i++)
        {
            float weight = Fades.Rise((_fade - _left + (i / channels) + 0.5f) / _fade);
            output[i] = ((output[i] * weight) + (other[i] * (1 - weight))) * Fades.Level(weight, _likeness);
        }
    }
}
