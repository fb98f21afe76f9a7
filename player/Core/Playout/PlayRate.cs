namespace Streaming.Player.Playout;

/// <summary>How much of the film passes in how much time, in millionths: 1 000 000 is the speed it was made for.</summary>
/// <remarks>Integers, so that an hour of corrections adds up exactly. Direction is not a rate: see <see
/// cref="PlaySegment.Scale"/>.</remarks>
public readonly record struct PlayRate(int PartsPerMillion)
{
    public static readonly PlayRate Normal = new(1_000_000);

    /// <summary>The film's share of <paramref name="elapsed"/>.</summary>
    public static TimeSpan operator *(TimeSpan elapsed, PlayRate rate) =>
        rate == Normal ? elapsed : new(Exact.Share(elapsed.Ticks, rate.PartsPerMillion, Normal.PartsPerMillion));

    /// <summary>How long <paramref name="film"/> takes.</summary>
    public static TimeSpan operator /(TimeSpan film, PlayRate rate) =>
        rate == Normal ? film : new(Exact.Share(film.Ticks, Normal.PartsPerMillion, rate.PartsPerMillion));

    public override string ToString() => $"{PartsPerMillion / 1e6:0.######} x";
}
