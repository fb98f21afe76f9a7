namespace Streaming.Player.Sound;

/// <summary>Decoded blocks laid end to end as runs: small holes filled, overlaps joined, what is missing made up.</summary>
/// <remarks>The reader says how far it has come (<see cref="ReadTo"/>); nothing before that is changed any more.</remarks>
internal sealed class SoundTape
{
    /// <summary>Holes longer than 60 ms within half a second of sound; what comes after more of them is dropped.</summary>
    private const int MostRuns = 16;

    private readonly SoundRun[] _runs = new SoundRun[MostRuns];
    private readonly Concealment _concealment;
    private readonly int _history, _jitter, _join;
    private int _runCount;
    private long _readTo;
    private int _concealed;
    private bool _isOpen;
    private bool _isSeam;

    public SoundTape(int rate, int channels)
    {
        (_history, _jitter, _join) = (rate / 10, rate / 500, rate / 200);

        // History, half a second, the longest block there is (FLAC: 65 535 frames), and what is made up: 97 k frames of 8 B, 780 kB.
        Store = new(channels, _history + (rate / 2) + 65_536 + (rate / 16));
        _concealment = new(Store, rate);
    }

    public SampleStore Store { get; }

    public bool HasRun => _runCount > 0;

    /// <summary>The run that is read.</summary>
    public SoundRun Run => _runs[0];

    /// <summary>Behind its last frame.</summary>
    public long RunEnd => _runCount > 1 ? _runs[1].First : Store.End;

    /// <summary>It can still be added to: it is the last, and its end has not faded out.</summary>
    public bool RunIsOpen => _runCount == 1 && _isOpen;

    /// <summary>Its end is being made up.</summary>
    public bool IsConcealing => _runCount == 1 && _concealed > 0;

    public long ConcealedFrames { get; private set; }

    public long LateFrames { get; private set; }

    public long DroppedFrames { get; private set; }

    /// <summary>How far it has been read.</summary>
    public long ReadTo
    {
        get => _readTo;
        set => _readTo = Math.Clamp(value, _readTo, Math.Max(_readTo, Store.End));
    }

    public long Held => Store.End - _readTo;

    public void Clear()
    {
        Store.Clear();
        _readTo = Store.End;
        (_runCount, _concealed, _isOpen, _isSeam) = (0, 0, false, false);
    }

    /// <summary>Goes to the next run.</summary>
    /// <returns>False where there is none; what has faded out is then gone.</returns>
    public bool NextRun()
    {
        if (_runCount == 0)
            return false;
        ReadTo = RunEnd;
        _runs.AsSpan(1, --_runCount).CopyTo(_runs);
        _isOpen &= _runCount > 0;
        return _runCount > 0;
    }

    /// <summary>Nothing more comes: the end is faded, not made up.</summary>
    public void Finish()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        int left = (int)Math.Min(Store.End - Math.Max(_readTo, _runs[_runCount - 1].First), _join);
        Fades.Out(Store.Frames(Store.End - left, left), Store.Channels);
    }

    /// <summary>What comes next may be another sound, though it follows on in time: another language, a restarted decoder.</summary>
    public void Seam() => _isSeam = true;

    /// <summary>What is past cannot be heard any more.</summary>
    /// <param name="frame">In the store, as are all the tape's frames; no further than the run that is read.</param>
    public void Skip(long frame, bool isLate)
    {
        long to = Math.Min(frame, RunEnd);
        if (to <= _readTo)
            return;
        LateFrames += isLate ? to - _readTo : 0;
        ReadTo = to;
    }

    /// <summary>Frames that were due are not here: makes them up, until they have faded to silence.</summary>
    public void Conceal(int frames)
    {
        if (!_isOpen)
            return;
        MakeUp(Math.Min(frames, _concealment.Length - _concealed));
        _isOpen = _concealed < _concealment.Length;
    }

    /// <summary>Adds a block.</summary>
    /// <param name="place">Of its first frame in the film, in frames.</param>
    public void Add(double place, ReadOnlySpan<float> block)
    {
        int frames = block.Length / Store.Channels;
        Store.Forget(_readTo - _history);
        int fit = Math.Clamp(Store.Free - _concealment.Length - _join, 0, frames);
        DroppedFrames += frames - fit;
        block = block[..(fit * Store.Channels)];
        if (fit == 0)
            return;
        if (_isOpen)
            Continue(place, block);
        else
            StartRun(place, block);
        _isSeam = false;
    }

    private void Continue(double place, ReadOnlySpan<float> block)
    {
        ref SoundRun run = ref _runs[_runCount - 1];
        double hole = place - (Store.End + run.Slip);
        if (Math.Abs(hole) <= _jitter && _concealed == 0 && !_isSeam)
        {
            // Times are rounded on their way, some to a millisecond: the frames follow each other, and their place is the mean.
            run.Slip += hole / 16;
            block.CopyTo(Store.Extend(block.Length / Store.Channels));
        }
        else if (hole <= _concealment.Length - _concealed)
        {
            Merge(place - run.Slip, block);
        }
        else
        {
            MakeUp(_concealment.Length - _concealed);
            StartRun(place, block);
        }
    }

    /// <summary>Lays a block over the end of the tape, or over what is made up to reach it and for 5 ms more: there one turns into the
    /// other.</summary>
    /// <param name="place">In the store.</param>
    private void Merge(double place, ReadOnlySpan<float> block)
    {
        int channels = Store.Channels, frames = block.Length / channels;
        long from = (long)Math.Round(place), start = Math.Max(from, _readTo);
        bool isKnown = _concealed == 0 && !_isSeam && from + frames <= Store.End;
        int skip = (int)Math.Min(start - from, frames);
        LateFrames += skip;
        if (skip == frames || isKnown)
            return;
        MakeUp((int)Math.Max(0, start + _join - Store.End));
        int fade = (int)Math.Min(Math.Min(_join, Store.End - start), frames - skip), done = skip + fade;
        Fades.Cross(Store.Frames(start, fade), block[(skip * channels)..], channels);
        ConcealedFrames -= Math.Min(_concealed, Store.End - start);
        Store.Truncate(start + fade);
        block[(done * channels)..].CopyTo(Store.Extend(frames - done));
        _concealed = 0;
    }

    private void StartRun(double place, ReadOnlySpan<float> block)
    {
        int frames = block.Length / Store.Channels;
        if (_runCount == MostRuns)
        {
            DroppedFrames += frames;
            return;
        }

        _runs[_runCount++] = new(Store.End, place - Store.End);
        (_isOpen, _concealed) = (true, 0);
        Span<float> samples = Store.Extend(frames);
        block.CopyTo(samples);
        Fades.In(samples[..(Math.Min(_join, frames) * Store.Channels)], Store.Channels);
    }

    private void MakeUp(int frames)
    {
        if (frames <= 0)
            return;
        Store.Forget(Math.Min(_readTo - _history, Store.End - _history));
        if (_concealed == 0)
            _concealment.Begin(_runs[_runCount - 1].First);
        _concealment.Write(Store.Extend(frames));
        _concealed += frames;
        ConcealedFrames += frames;
    }
}
