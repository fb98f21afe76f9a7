namespace Streaming.Server.Channels.Feedback;

/// <summary>Bins for times.</summary>
/// <param name="Least">What the first bin stands for.</param>
/// <param name="Step">How far apart they are.</param>
internal readonly record struct TimeScale(TimeSpan Least, TimeSpan Step, int Bins)
{
    /// <summary>±1 s by half milliseconds, a twentieth of what receivers are to keep to: 4 001 × 4 B = 16 kB.</summary>
    public static readonly TimeScale Skew = new(TimeSpan.FromSeconds(-1), TimeSpan.FromMilliseconds(0.5), 4_001);

    /// <summary>Up to 256 ms by quarters of milliseconds: 1 024 × 4 B = 4 kB.</summary>
    public static readonly TimeScale Jitter = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(0.25), 1_025);

    /// <summary>Up to 10 s by milliseconds: 40 kB, once for a channel.</summary>
    public static readonly TimeScale Delay = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), 10_001);

    /// <summary>The nearest bin.</summary>
    public int Of(TimeSpan time) =>
        (int)Math.Clamp((time.Ticks - Least.Ticks + (Step.Ticks / 2)) / Step.Ticks, 0, Bins - 1);

    public TimeSpan At(int bin) => Least + (Step * bin);
}
