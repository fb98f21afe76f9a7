namespace Streaming.Ffmpeg.Decoding;

/// <summary>Where samples lie in time: counted from the beginning of an unbroken stretch, and led by the film's own times.</summary>
/// <remarks>
/// Positions come with frames and jitter by whatever the film was stored with: a millisecond in WebM, and real films have neighbouring
/// frames 20 ms too early and too late whose samples follow each other without a seam. Samples are counted. Counting alone would drift
/// from the film (85 ms in 70 s of a real one), positions alone would make a hole or an overlap between any two frames. So samples are
/// counted, and the count is drawn towards the film's times by a sixty-fourth of what it is off: pieces follow each other within a
/// fraction of a millisecond, and stay within a few of the film. Where the two agree, nothing is corrected at all.
/// </remarks>
internal sealed class SoundTimeline
{
    /// <summary>60 ms: more is a jump of the film itself. The worst jitter seen in a film is 44 ms.</summary>
    public const long Tolerance = 600_000;

    /// <summary>5 ms where something was lost: frames are 2.5 ms (Opus) to 64 ms long, nearly always 20 or more.</summary>
    public const long ToleranceAfterLoss = 50_000;

    private const int Softness = 64;

    private bool _isStarted;
    private long _start;
    private int _inputRate;
    private int _outputRate;
    private long _input;
    private long _output;

    /// <summary>A frame with this position continues what there was; then the count is drawn towards it.</summary>
    /// <param name="followsLoss">Frames in front of it are missing: there is a hole, unless it is very small.</param>
    public bool TryContinue(long position, int inputRate, bool followsLoss)
    {
        if (!_isStarted || inputRate != _inputRate)
            return false;
        long off = position - At(_input, _inputRate);
        if (Math.Abs(off) > (followsLoss ? ToleranceAfterLoss : Tolerance))
            return false;
        _start += off / Softness;
        return true;
    }

    public void Start(long position, int inputRate, int outputRate) =>
        (_isStarted, _start, _inputRate, _outputRate, _input, _output) = (true, position, inputRate, outputRate, 0, 0);

    public void Stop() => _isStarted = false;

    /// <summary>Samples of one channel went into the resampler.</summary>
    public void Accept(int samples) => _input += samples;

    /// <summary>Samples of one channel came out of it; the answer is the position of the first. Whatever a resampler holds back, its
    /// first sample out is in time the first that went in.</summary>
    public MediaTime Take(int samples)
    {
        MediaTime position = new(At(_output, _outputRate));
        _output += samples;
        return position;
    }

    private long At(long samples, int rate) =>
        _start + (long)((((Int128)samples * TimeSpan.TicksPerSecond) + (rate / 2)) / rate);
}
