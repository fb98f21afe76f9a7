namespace Streaming.Player.Playout;

/// <summary>Decides how the clock goes on. Pure: the jitter buffer obeys.</summary>
/// <remarks>
/// Inside a dead zone around the target the clock is trimmed by at most 0.1 %, which nobody hears (a semitone is 6 %). Outside it is
/// stretched by at most 5 % with unchanged pitch until the target is reached: the dead zone is left only by what is worth an adjustment.
/// </remarks>
internal static class JitterBufferPolicy
{
    private const int MostTrim = 1_000;

    /// <summary>0.1 % of trim at this distance, so that it dies away in twenty seconds.</summary>
    private static readonly TimeSpan TrimReach = TimeSpan.FromMilliseconds(20);

    /// <summary>Less than this is not worth going on for: the next packet is missed at once.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LeastHole = TimeSpan.FromMilliseconds(300);

    /// <summary>Until then nobody knows how late packets can be: what seems to be held too much may be needed.</summary>
    private static readonly TimeSpan Acquainted = TimeSpan.FromSeconds(2);

    private static readonly PlayRate Slow = new(950_000);

    public static PlayoutAction Decide(in JitterSnapshot snapshot) => snapshot.Current switch
    {
        PlayoutVerb.Wait => MayStart(snapshot) ? Go(snapshot) : new(PlayoutVerb.Wait, PlayRate.Normal, 0),
        _ when snapshot.Hole > LeastHole => new(PlayoutVerb.Jump, PlayRate.Normal, 0),
        PlayoutVerb.Hold => MayGoOn(snapshot) ? Go(snapshot) : new(PlayoutVerb.Hold, PlayRate.Normal, 0),
        _ when snapshot is { IsLast: false } && snapshot.Held <= TimeSpan.Zero => new(PlayoutVerb.Hold, PlayRate.Normal, 0),
        _ => Go(snapshot),
    };

    /// <summary>Half of the target is here, or has had its time; the other half is won by playing slower. Of what is scattered all of it
    /// must have had its time.</summary>
    private static bool MayStart(in JitterSnapshot snapshot) => snapshot.IsLast || (snapshot.MayStart
        && (snapshot.Waited >= snapshot.Target || (!snapshot.IsScattered && snapshot.Held >= snapshot.Target / 2)));

    /// <summary>What is held suffices, or what is late has become as late as the target covers.</summary>
    private static bool MayGoOn(in JitterSnapshot snapshot) =>
        snapshot.IsLast || snapshot.Held >= snapshot.Ordinary || (snapshot.Held >= Least && snapshot.Level >= snapshot.Target);

    private static PlayoutAction Go(in JitterSnapshot snapshot)
    {
        TimeSpan excess = snapshot.Level - snapshot.Target;
        TimeSpan much = Larger(TimeSpan.FromMilliseconds(30), snapshot.Target / 5);
        TimeSpan little = Larger(TimeSpan.FromMilliseconds(10), snapshot.Target / 10);
        bool catchesUp = snapshot.Waited > Acquainted && excess > (snapshot.Current == PlayoutVerb.CatchUp ? TimeSpan.Zero : much);
        bool slowsDown = -excess > (snapshot.Current == PlayoutVerb.SlowDown ? TimeSpan.Zero : little);
        if (catchesUp)
            return new(PlayoutVerb.CatchUp, Faster(excess), 0);
        if (slowsDown && !snapshot.IsLast)
            return new(PlayoutVerb.SlowDown, Slow, 0);
        return new(PlayoutVerb.Play, PlayRate.Normal, (int)Math.Clamp(MostTrim * (excess / TrimReach), -MostTrim, MostTrim));
    }

    /// <summary>All of what is too much in two seconds, between 2 % and 5 %, in steps of a half.</summary>
    private static PlayRate Faster(TimeSpan excess) => new(1_000_000 + (5_000 * (int)Math.Clamp(excess.TotalMilliseconds / 10, 4, 10)));

    private static TimeSpan Larger(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
