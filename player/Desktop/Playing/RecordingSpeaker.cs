using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Playing;

/// <summary>A sound device without a sound: asks for blocks at the pace of a real one, and hands on what it was given, with the time at
/// which it would have been heard.</summary>
/// <remarks>
/// As a real device it plays block after block without a gap: what counts is when a block is due, not when its thread happened to run. One
/// that is asked for later than that is heard late, as on a device that ran dry.
/// </remarks>
internal sealed class RecordingSpeaker : ISpeaker
{
    public const int Rate = 48_000;
    public const int Channels = 2;

    /// <summary>10 ms, twice: one block plays while the next waits.</summary>
    private const int Frames = 480;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds((double)Frames / Rate);

    private readonly SoundFill _fill;
    private readonly Func<Instant> _clock;
    private readonly Action<float[], Instant> _record;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();

    /// <param name="record">Told of every block, from the speaker's thread: interleaved samples, and when the first is heard.</param>
    public RecordingSpeaker(SoundFill fill, Func<Instant> clock, Action<float[], Instant> record)
    {
        (_fill, _clock, _record) = (fill, clock, record);
        _thread = new(Run) { IsBackground = true, Name = "recording speaker", Priority = ThreadPriority.AboveNormal };
    }

    public TimeSpan Latency => Period * 2;

    public TimeSpan Block => Period;

    public string Name => "recording";

    /// <summary>Blocks that were asked for later than a device could have waited.</summary>
    public int RanDry { get; private set; }

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive)
            _thread.Join();
    }

    private void Run()
    {
        Instant due = _clock();
        while (!_stop.Wait(Wait(due)))
        {
            Instant now = _clock();
            if (now - due > Period)
            {
                due = now;
                RanDry++;
            }

            float[] samples = new float[Frames * Channels];
            _fill(samples);
            _record(samples, due + Latency);
            due += Period;
        }
    }

    private TimeSpan Wait(Instant due)
    {
        TimeSpan wait = due - _clock();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
