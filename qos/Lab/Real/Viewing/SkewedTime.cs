namespace Streaming.Lab.Real.Viewing;

/// <summary>This machine's time by a clock that runs a little faster or slower, and may jump. Thread-safe.</summary>
/// <remarks>Timers go by the machine's own clock: over the seconds they wait, a few hundred millionths are less than they are
/// late.</remarks>
/// <param name="skewPpm">How much faster it runs, in millionths.</param>
internal sealed class SkewedTime(int skewPpm) : TimeProvider
{
    private const long Million = 1_000_000;

    /// <summary>Far from zero: a clock that jumps back shows no time before its beginning.</summary>
    private const long Origin = TimeSpan.TicksPerDay;

    private readonly long _began = System.GetTimestamp();
    private long _stepped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        long passed = System.GetElapsedTime(_began).Ticks;
        return Origin + Interlocked.Read(ref _stepped) + passed + (long)((Int128)passed * skewPpm / Million);
    }

    /// <summary>It jumps.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _stepped, by.Ticks);
}
