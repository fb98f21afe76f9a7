namespace Streaming.Player.Desktop.Playing;

/// <summary>A minute of figures, one of each kind for every 100 ms, as the overlay plots them.</summary>
internal sealed class StatisticsHistory
{
    /// <summary>A minute. 600 × 4 B × 6 = 14 kB.</summary>
    public const int Capacity = 600;

    private readonly float[][] _rings = [.. Enumerable.Range(0, 6).Select(_ => new float[Capacity])];
    private long _written;
    private StatisticsView? _view;

    /// <param name="rate">In kb/s; then jitter, target, level and skew in ms, and packets lost.</param>
    public void Add(float rate, float jitter, float target, float level, float skew, float lost)
    {
        int place = (int)(_written % Capacity);
        (_rings[0][place], _rings[1][place], _rings[2][place]) = (rate, jitter, target);
        (_rings[3][place], _rings[4][place], _rings[5][place]) = (level, skew, lost);
        _written++;
        _view = null;
    }

    /// <summary>Puts the history into a view; the same arrays until something is added.</summary>
    public StatisticsView Into(StatisticsView view)
    {
        _view ??= new()
        {
            RateHistory = Ordered(0), JitterHistory = Ordered(1), TargetHistory = Ordered(2),
            LevelHistory = Ordered(3), SkewHistory = Ordered(4), LossHistory = Ordered(5),
        };
        return view with
        {
            RateHistory = _view.RateHistory, JitterHistory = _view.JitterHistory, TargetHistory = _view.TargetHistory,
            LevelHistory = _view.LevelHistory, SkewHistory = _view.SkewHistory, LossHistory = _view.LossHistory,
        };
    }

    private float[] Ordered(int ring)
    {
        int count = (int)Math.Min(_written, Capacity);
        float[] ordered = new float[count];
        for (int i = 0; i < count; i++)
            ordered[i] = _rings[ring][(_written - count + i) % Capacity];
        return ordered;
    }
}
