namespace Streaming.Player.Sound;

/// <summary>Plays the tape to the device: tape → stretcher → resampler, at the place and pace that are asked for.</summary>
internal sealed class SoundReader
{
    /// <summary>The most that is read at once.</summary>
    public const int Chunk = 64;

    /// <summary>Resampling may change pitch by 0.3 % in all, 0.1 % of it to put right what was off.</summary>
    private const double MostBend = 0.003, MostCorrection = 0.001;

    /// <summary>How long it takes to put an error right, in seconds: 1 ms by 0.05 %.</summary>
    private const double Patience = 2;

    /// <summary>The ratio's way from one end of its range to the other takes a quarter of a second.</summary>
    private readonly double _slew;
    private readonly int _rate;
    private readonly SoundTape _tape;
    private readonly TimeStretcher _stretcher;
    private readonly Resampler _resampler;
    private readonly PacePolicy _policy;
    private readonly float[] _read;
    private double _last = 1;
    private int _wait;

    public SoundReader(SoundTape tape, int rate)
    {
        (_tape, _rate) = (tape, rate);
        _slew = 2 * MostBend / (rate / 4);
        _stretcher = new(tape, rate);
        _resampler = new(tape.Store.Channels);
        _policy = new(rate);
        _read = new float[Resampler.Most * tape.Store.Channels];
    }

    public bool IsPlaying { get; private set; }

    public bool IsStretching { get; private set; }

    public double Ratio { get; private set; } = 1;

    /// <summary>Where in the film the next frame is from.</summary>
    public double Place => _stretcher.Head - _resampler.Pending + _tape.Run.Slip;

    public long Underruns { get; private set; }

    public long Splices { get; private set; }

    /// <summary>Begins to play at a place, if there is sound for it or will be at once.</summary>
    /// <param name="place">In the film, in frames.</param>
    /// <param name="isLate">What lies before it should have been heard.</param>
    public bool TryEnter(double place, bool isLate)
    {
        while (_tape.HasRun)
        {
            double at = place - _tape.Run.Slip;
            if (at < _tape.Run.First - Chunk)
                return false;

            // Less than 15 ms are played to their end sooner than more can be decoded.
            int least = _rate * (_tape.RunIsOpen ? 15 : 5) / 1_000;
            if (at + least < _tape.RunEnd)
            {
                Enter(at);
                return true;
            }

            _tape.Skip((long)Math.Floor(at), isLate);
            if (_tape.RunIsOpen || !_tape.NextRun())
                return false;
        }

        return false;
    }

    public void Stop() => (IsPlaying, IsStretching) = (false, false);

    /// <summary>Follows the clock: call before every <see cref="Read"/>.</summary>
    /// <param name="error">Frames from what is heard to where the clock is.</param>
    /// <param name="rate">Of the clock.</param>
    /// <param name="pace">What of it keeps its pitch.</param>
    /// <param name="beat">How long a frame lasts on the device, against what it should.</param>
    /// <returns>False where it is too far to follow: stop, and enter elsewhere.</returns>
    public bool Steer(double error, double rate, double pace, double beat, int frames)
    {
        PaceDecision decision = _policy.Decide(new(error, pace, _stretcher.IsFading));
        if (decision.Verb == PaceVerb.Jump)
            return false;
        Splice(in decision, frames);
        IsStretching = PacePolicy.Stretches(pace);
        double wanted = IsStretching
            ? rate / pace * beat
            : (rate * beat) + Math.Clamp(error / (Patience * _rate), -MostCorrection, MostCorrection);
        wanted = Math.Clamp(wanted, 1 - MostBend, 1 + MostBend);
        _last = Ratio;
        Ratio += Math.Clamp(wanted - Ratio, -_slew * frames, _slew * frames);
        return true;
    }

    /// <summary>The next frames; what is missing is made up.</summary>
    /// <param name="output">No more than <see cref="Chunk"/>.</param>
    public void Read(Span<float> output)
    {
        int channels = _tape.Store.Channels, frames = output.Length / channels;
        int needed = _resampler.Needed(frames, _last, Ratio);
        int missing = (int)Math.Clamp(_stretcher.Position + needed - _tape.RunEnd, 0, needed);
        if (missing > 0 && _tape.RunIsOpen)
        {
            Underruns += _tape.IsConcealing ? 0 : 1;
            _tape.Conceal(missing);
        }

        Span<float> read = _read.AsSpan(0, needed * channels);
        _stretcher.Read(read);
        _resampler.Push(read);
        _resampler.Pull(output, _last, Ratio);
        _last = Ratio;
        if (_tape.RunIsOpen || _stretcher.Head - _resampler.Pending < _tape.RunEnd)
            return;
        Stop();
        _tape.NextRun();
    }

    private void Enter(double at)
    {
        long whole = (long)Math.Floor(at);
        _stretcher.Place(whole - Resampler.Behind);
        _resampler.Reset(at - whole);
        _last = Ratio;
        _wait = 0;
        IsPlaying = true;
    }

    private void Splice(in PaceDecision decision, int frames)
    {
        // How alike is enough: before it must be, when it must, and for one that goes further than it should.
        const float eager = 0.9f, good = 0.7f, wide = 0.85f, any = -1;
        _wait -= frames;
        bool done = decision.Verb switch
        {
            PaceVerb.Try when _wait <= 0 => _stretcher.TrySplice(decision.Near, decision.Far, eager),
            PaceVerb.Splice => _stretcher.TrySplice(decision.Near, decision.Far, good)
                || _stretcher.TrySplice(decision.Far, decision.Widest, wide)
                || _stretcher.TrySplice(decision.Near, decision.Far, any),
            _ => false,
        };
        if (done)
            Splices++;
        if (decision.Verb == PaceVerb.Try && _wait <= 0)
            _wait = _rate / 100;
    }
}
