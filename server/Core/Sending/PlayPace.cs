namespace Streaming.Server.Sending;

/// <summary>How a film is run through while one PLAY lasts.</summary>
/// <remarks>
/// Positions lie on an axis that begins where playing begins and runs forwards: at scale 1 it is the film's own, otherwise the film's
/// position f lies at <c>start + (f − start) / scale</c>. Time stamps count that axis, whichever way the film runs.
/// </remarks>
public readonly record struct PlayPace
{
    private static readonly int[] Scales = [1, 2, 4, 8, 16, 32, -1, -2, -4, -8, -16, -32];

    /// <summary>As it was made.</summary>
    public static readonly PlayPace Normal;

    private readonly int _run;

    /// <param name="scale">One of those that are offered: see <see cref="NearestScale"/>.</param>
    /// <param name="speed">Of a scale other than 1 the normal one.</param>
    public PlayPace(int scale, PlaySpeed speed)
    {
        Invariant.That(Array.IndexOf(Scales, scale) >= 0 && (scale == 1 || speed.IsNormal));
        (_run, Speed) = (scale == 1 ? 0 : scale, speed);
    }

    /// <summary>1 plays; others run through the key pictures, negative ones backwards. RFC 2326 §12.34.</summary>
    public int Scale => _run == 0 ? 1 : _run;

    /// <summary>How fast the axis is delivered. RFC 2326 §12.35.</summary>
    public PlaySpeed Speed { get; }

    /// <summary>Key pictures only.</summary>
    public bool IsRun => _run != 0;

    public bool IsNormal => this == Normal;

    /// <summary>The scale offered to whoever asks for <paramref name="scale"/>: the nearest of the same direction, of two the
    /// slower.</summary>
    public static int NearestScale(double scale) =>
        Scales.Where(offered => scale < 0 == offered < 0).MinBy(offered => (Math.Abs(offered - scale), Math.Abs(offered)));

    /// <summary>Where on the axis a position of the film lies.</summary>
    public MediaTime AxisAt(MediaTime start, MediaTime film) => IsRun ? start + new TimeSpan((film - start).Ticks / Scale) : film;

    /// <summary>The film's position at a place on the axis.</summary>
    public MediaTime FilmAt(MediaTime start, MediaTime axis) => IsRun ? start + new TimeSpan((axis - start).Ticks * Scale) : axis;
}
