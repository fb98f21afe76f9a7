using Streaming.Player.Monitoring;

namespace Streaming.Player.Channels;

/// <summary>How far from everybody else this receiver presents, looked at ten times a second, by what it knows of the common
/// clock.</summary>
internal sealed class StepMeter
{
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(10);

    private readonly Quantiles _late = new();
    private readonly Quantiles _early = new();
    private readonly Quantiles _distances = new();

    /// <summary>The first time it was near; null before that.</summary>
    public Instant? NearAt { get; private set; }

    /// <summary>The last look; null before the first.</summary>
    public TimeSpan? Now { get; private set; }

    public TimeSpan? Percentile99 => _distances.Count > 0 ? new TimeSpan(_distances.Percentile(99)) : null;

    /// <summary>Half of all looks were no later.</summary>
    public TimeSpan? Median
    {
        get
        {
            if (_distances.Count == 0)
                return null;
            long half = _distances.Count / 2;
            return _early.Count > half
                ? -new TimeSpan(_early.Percentile((int)(100 - (100 * half / _early.Count))))
                : new TimeSpan(_late.Percentile((int)(100 * (half - _early.Count) / Math.Max(1, _late.Count))));
        }
    }

    /// <param name="late">Positive where this receiver presents later than everybody.</param>
    public void Add(TimeSpan late, Instant now)
    {
        Now = late;
        NearAt ??= late.Duration() <= Near ? now : null;
        (late < TimeSpan.Zero ? _early : _late).Add(late.Duration().Ticks);
        _distances.Add(late.Duration().Ticks);
    }
}
