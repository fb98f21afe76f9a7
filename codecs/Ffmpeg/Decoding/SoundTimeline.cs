namespace Streaming.Ffmpeg.Decoding;

/// <summary>Where samples lie in time, counted from the beginning of an unbroken stretch of sound.</summary>
/// <remarks>
/// Positions come with frames and are rounded to whatever clock the film was stored with; samples are counted. Counting alone would
/// drift from the film, positions alone would make a hole or an overlap of a sample between any two frames. So samples are counted as
/// long as a frame's own position is near the count, and the count begins anew where it is not.
/// </remarks>
internal sealed class SoundTimeline
{
    /// <summary>15 000 ticks, 1.5 ms: films stored by milliseconds are up to 1 ms off, and a step of 1.5 ms is not heard in lip-sync.</summary>
    public const long Tolerance = 15_000;

    private bool _isStarted;
    private long _start;
    private int _inputRate;
    private int _outputRate;
    private long _input;
    private long _output;

    /// <summary>The next frame continues what there was.</summary>
    public bool Continues(long position, int inputRate) =>
        _isStarted && inputRate == _inputRate && Math.Abs(position - At(_input, _inputRate)) <= Tolerance;

    public void Start(long position, int inputRate, int outputRate)
    {
        (_isStarted, _start, _inputRate, _outputRate, _input, _output) = (true, position, inputRate, outputRate, 0, 0);
    }

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
