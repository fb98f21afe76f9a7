namespace Streaming.Server.Sending;

/// <summary>How much of the film is delivered in how much time, in millionths. RFC 2326 §12.35.</summary>
/// <remarks>Integers, so that an hour at an odd speed adds up exactly. What was never said is the speed the film was made for.</remarks>
public readonly record struct PlaySpeed
{
    private const int Whole = 1_000_000;

    /// <summary>Slower, pictures stand for longer than a viewer takes for movement.</summary>
    public static readonly PlaySpeed Least = Of(0.5);

    public static readonly PlaySpeed Normal;

    /// <summary>Faster, sound is no longer understood, and the contract would be more than twice the film's.</summary>
    public static readonly PlaySpeed Most = Of(2);

    private readonly int _faster;

    private PlaySpeed(int partsPerMillion) => _faster = partsPerMillion - Whole;

    public int PartsPerMillion => Whole + _faster;

    public double Value => PartsPerMillion / (double)Whole;

    public bool IsNormal => _faster == 0;

    public static bool operator <(PlaySpeed left, PlaySpeed right) => left._faster < right._faster;

    public static bool operator >(PlaySpeed left, PlaySpeed right) => left._faster > right._faster;

    /// <summary>Of the film, in a time.</summary>
    public static TimeSpan operator *(TimeSpan elapsed, PlaySpeed speed) => speed.IsNormal
        ? elapsed
        : new((long)((Int128)elapsed.Ticks * speed.PartsPerMillion / Whole));

    /// <summary>The time that a stretch of the film takes.</summary>
    public static TimeSpan operator /(TimeSpan film, PlaySpeed speed) => speed.IsNormal
        ? film
        : new((long)((Int128)film.Ticks * Whole / speed.PartsPerMillion));

    /// <summary>Of what takes so much at its normal speed; rounded up.</summary>
    public static BitRate operator *(BitRate rate, PlaySpeed speed) => speed.IsNormal
        ? rate
        : new((long)((((Int128)rate.BitsPerSecond * speed.PartsPerMillion) + Whole - 1) / Whole));

    /// <param name="times">To six places; what is offered lies between <see cref="Least"/> and <see cref="Most"/>.</param>
    public static PlaySpeed Of(double times) => new(checked((int)Math.Round(times * Whole)));

    /// <summary>What is offered to whoever asks for <paramref name="times"/> the film's own speed: that, or the nearer end.</summary>
    public static PlaySpeed Nearest(double times) => Of(Math.Clamp(times, Least.Value, Most.Value));

    /// <summary>The slower of two.</summary>
    public static PlaySpeed Min(PlaySpeed left, PlaySpeed right) => left < right ? left : right;

    /// <summary>The faster of two.</summary>
    public static PlaySpeed Max(PlaySpeed left, PlaySpeed right) => left > right ? left : right;

    public override string ToString() => FormattableString.Invariant($"{Value:0.######} x");
}
