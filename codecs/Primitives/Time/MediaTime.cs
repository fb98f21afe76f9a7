namespace Streaming.Primitives.Time;

/// <summary>A position on a title's timeline, in ticks of 100 ns; zero is where the film begins to be shown.</summary>
/// <remarks>
/// Negative positions exist: samples a decoder needs before the first one that is shown (the priming of AAC, the pictures an edit
/// list hides). A clock rate up to 5 MHz survives the way through ticks and back unharmed; see <see cref="ClockRate"/>.
/// </remarks>
public readonly record struct MediaTime(long Ticks) : IComparable<MediaTime>
{
    public static readonly MediaTime Zero;

    /// <summary>After every position of every title: the open end of a range.</summary>
    public static readonly MediaTime End = new(long.MaxValue);

    public double Seconds => Ticks / (double)TimeSpan.TicksPerSecond;

    public static MediaTime FromSeconds(double seconds) => new((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static TimeSpan operator -(MediaTime later, MediaTime earlier) => new(later.Ticks - earlier.Ticks);

    public static MediaTime operator +(MediaTime start, TimeSpan length) => new(start.Ticks + length.Ticks);

    public static MediaTime operator -(MediaTime end, TimeSpan length) => new(end.Ticks - length.Ticks);

    public static bool operator <(MediaTime left, MediaTime right) => left.Ticks < right.Ticks;

    public static bool operator >(MediaTime left, MediaTime right) => left.Ticks > right.Ticks;

    public static bool operator <=(MediaTime left, MediaTime right) => left.Ticks <= right.Ticks;

    public static bool operator >=(MediaTime left, MediaTime right) => left.Ticks >= right.Ticks;

    public static MediaTime Min(MediaTime left, MediaTime right) => left < right ? left : right;

    public static MediaTime Max(MediaTime left, MediaTime right) => left > right ? left : right;

    public int CompareTo(MediaTime other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => this == End ? "end" : $"{Seconds:0.000} s";
}
