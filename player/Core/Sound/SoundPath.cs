using Streaming.Player.Playout;

namespace Streaming.Player.Sound;

/// <summary>Decoded sound on its way to the device: what is heard at an instant is what the clock says for it.</summary>
/// <remarks>
/// Contract: <see cref="Offer"/> decoded blocks in order while <see cref="HasRoom"/>, <see cref="Begin"/> at every segment,
/// <see cref="Finish"/> at the end of the stream, and <see cref="Fill"/> whenever the device wants more. Not for two threads at once.
/// The device's own drift and the correction of skew are followed by resampling within 0.3 %; the clock's pace by leaving out and
/// repeating, with unchanged pitch; more than 80 ms by a fade out and in. Blocks are at the device's rate: the decoder's resampler brings
/// them there, for it mixes channels down and changes formats anyway.
/// </remarks>
public sealed class SoundPath
{
    private readonly PlayoutClock _clock;
    private readonly SoundTape _tape;
    private readonly SoundReader _reader;
    private readonly DeviceClock _device;
    private readonly Loudness _loudness;

    /// <summary>What still sounds of a place that was left: 5 ms.</summary>
    private readonly float[] _tail;
    private int _tailDone;

    /// <summary>Frames since sound set in, up to the length of its fade.</summary>
    private int _risen;
    private readonly int _rise;
    private int _segment;
    private int _breaks;
    private bool _hasPlayed;
    private long _adjustments;
    private long _dropped;
    private double _error;

    /// <param name="clock">What is followed.</param>
    /// <param name="rate">Hertz, of blocks and device alike.</param>
    /// <param name="channels">Interleaved.</param>
    public SoundPath(PlayoutClock clock, int rate, int channels)
    {
        Invariant.That(rate is >= 8_000 and <= 192_000 && channels is >= 1 and <= 8, "a rate and channels that devices have");
        _clock = clock;
        (Rate, Channels) = (rate, channels);
        _tape = new(rate, channels);
        _reader = new(_tape, rate);
        _device = new(rate);
        _loudness = new(rate, channels);
        _rise = rate / 200;
        _tail = new float[_rise * channels];
        _tailDone = _rise;
    }

    public int Rate { get; }

    public int Channels { get; }

    /// <summary>A decoder waits with the next block while this is false: half a second is held.</summary>
    public bool HasRoom => _tape.Held < Rate / 2;

    /// <summary>The film's volume: 0 … 1.5; what is outside is taken as the nearest. Ramped; above 1 peaks are rounded.</summary>
    public double Volume
    {
        get => _loudness.Volume;
        set => _loudness.Volume = value;
    }

    /// <summary>Ramped as well.</summary>
    public bool IsMuted
    {
        get => _loudness.IsMuted;
        set => _loudness.IsMuted = value;
    }

    /// <summary>What was heard last: which position, at what instant; null while nothing is.</summary>
    public (MediaTime Position, Instant At)? Heard { get; private set; }

    public SoundReport Report => new(
        !_reader.IsPlaying ? SoundState.Silent
            : _tape.IsConcealing ? SoundState.Concealing
            : _reader.IsStretching ? SoundState.Stretching : SoundState.Playing,
        _reader.IsPlaying ? TimeSpan.FromSeconds(_error / Rate) : TimeSpan.Zero,
        _reader.Ratio,
        _device.Skew,
        Length(_tape.Held),
        _reader.Underruns,
        Length(_tape.ConcealedFrames),
        _reader.Splices,
        _adjustments,
        _tape.LateFrames,
        _tape.DroppedFrames + _dropped);

    /// <summary>A segment begins. Unless it goes on, everything older fades out at once and is dropped.</summary>
    public void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        _breaks = _clock.Breaks;
        if (segment.GoesOn)
        {
            _tape.Seam();
            return;
        }

        Leave();
        _tape.Clear();
        _hasPlayed = false;
    }

    /// <summary>A decoded block, copied. One of another segment is dropped, and so is what lies before the film's beginning.</summary>
    /// <param name="position">When its first frame is heard, on the segment's axis.</param>
    /// <param name="samples">Interleaved.</param>
    public void Offer(MediaTime position, ReadOnlySpan<float> samples, int segment)
    {
        int frames = samples.Length / Channels;
        double place = Place(position);
        int hidden = place >= 0 ? 0 : (int)Math.Min(frames, Math.Ceiling(-place - 0.5));
        if (segment != _segment)
            hidden = frames;
        _dropped += hidden;
        if (hidden < frames)
            _tape.Add(place + hidden, samples[(hidden * Channels)..(frames * Channels)]);
    }

    /// <summary>Nothing more comes of this segment: its end fades, and is not taken for a loss.</summary>
    public void Finish() => _tape.Finish();

    /// <summary>Fills the device's buffer. Never throws, never allocates.</summary>
    /// <param name="heardAt">When the first frame of it will be heard, as well as the device knows.</param>
    public void Fill(Span<float> output, Instant heardAt)
    {
        int frames = output.Length / Channels;
        Instant start = _device.Accept(heardAt, frames);
        Heard = null;
        for (int done = 0; done < frames; done += SoundReader.Chunk)
        {
            int count = Math.Min(SoundReader.Chunk, frames - done);
            Step(output.Slice(done * Channels, count * Channels), start + TimeSpan.FromSeconds(done * _device.Period));
        }

        output[(frames * Channels)..].Clear();
        _loudness.Apply(output[..(frames * Channels)]);
    }

    private void Step(Span<float> output, Instant at)
    {
        double due = Place(_clock.PositionAt(at));
        bool isDue = _clock.IsRunning && (_clock.Segment == _segment || _clock.Breaks == _breaks);
        if (_reader.IsPlaying && !isDue)
            Leave();
        if (_reader.IsPlaying && !Steer(due, output.Length / Channels))
        {
            Leave();
            _adjustments++;
        }

        if (isDue && !_reader.IsPlaying && _reader.TryEnter(due, _hasPlayed))
        {
            (_risen, _hasPlayed) = (0, true);
            Steer(due, output.Length / Channels);
        }

        if (_reader.IsPlaying)
            Play(output, at);
        else
            output.Clear();
        AddTail(output);
    }

    private bool Steer(double due, int frames)
    {
        const double whole = 1e6;
        _error = due - _reader.Place;
        double rate = _clock.Rate.PartsPerMillion / whole, pace = _clock.Pace.PartsPerMillion / whole;
        return _reader.Steer(_error, rate, pace, _device.Period * Rate, frames);
    }

    private void Play(Span<float> output, Instant at)
    {
        Heard = (MediaTime.FromSeconds(_reader.Place / Rate), at);
        _reader.Read(output);
        for (int i = 0; i < output.Length && _risen < _rise; i += Channels, _risen++)
        {
            float level = Fades.Rise((_risen + 0.5f) / _rise);
            for (int channel = 0; channel < Channels; channel++)
                output[i + channel] *= level;
        }
    }

    /// <summary>Reads the 5 ms that fade out while whatever is next begins.</summary>
    private void Leave()
    {
        if (!_reader.IsPlaying)
            return;
        float level = Fades.Rise(_risen / (float)_rise);
        Span<float> before = _tail.AsSpan(_tailDone * Channels);
        before.CopyTo(_tail);
        _tail.AsSpan(before.Length).Clear();
        Span<float> chunk = stackalloc float[SoundReader.Chunk * 8];
        for (int done = 0; done < _rise && _reader.IsPlaying; done += SoundReader.Chunk)
        {
            Span<float> read = chunk[..(Math.Min(SoundReader.Chunk, _rise - done) * Channels)];
            _reader.Read(read);
            for (int i = 0; i < read.Length; i++)
                _tail[(done * Channels) + i] += read[i] * level * (1 - Fades.Rise((done + (i / Channels) + 0.5f) / _rise));
        }

        _tailDone = 0;
        _reader.Stop();
    }

    private void AddTail(Span<float> output)
    {
        int count = Math.Min(output.Length / Channels, _rise - _tailDone) * Channels;
        ReadOnlySpan<float> tail = _tail.AsSpan(_tailDone * Channels, count);
        for (int i = 0; i < tail.Length; i++)
            output[i] += tail[i];
        _tailDone += count / Channels;
    }

    private double Place(MediaTime position) => position.Ticks * (double)Rate / TimeSpan.TicksPerSecond;

    private TimeSpan Length(long frames) => TimeSpan.FromSeconds(frames / (double)Rate);
}
