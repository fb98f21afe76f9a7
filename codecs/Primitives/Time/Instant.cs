namespace Streaming.Primitives.Time;

/// <summary>A point on the monotonic clock of one process or one simulated world, in ticks of 100 ns from an arbitrary origin.</summary>
/// <remarks>
/// Not a time of day: it never jumps and means nothing outside its process. Shells read it from their clock and hand it to cores
/// as <c>now</c>. The time of day that RTCP needs is an <see cref="NtpTime"/>.
/// </remarks>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    /// <summary>Later than every instant that occurs: the deadline of something that waits for an input, not for time.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    public static Instant FromSeconds(double seconds) => new((long)(seconds * TimeSpan.TicksPerSecond));

    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    public static Instant operator +(Instant start, TimeSpan elapsed) => new(start.Ticks + elapsed.Ticks);

    public static Instant operator -(Instant end, TimeSpan elapsed) => new(end.Ticks - elapsed.Ticks);

    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    public static Instant Min(Instant left, Instant right) => left < right ? left : right;

    public static Instant Max(Instant left, Instant right) => left > right ? left : right;

    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => this == Never ? "never" : $"{Ticks / (double)TimeSpan.TicksPerSecond:0.000000} s";
}
