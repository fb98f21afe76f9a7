namespace Streaming.Player.Playout;

/// <summary>Keeps the clock on the line that all receivers of a channel follow, as far as this network allows. Pure: the jitter buffer
/// obeys.</summary>
/// <remarks>
/// Small errors are trimmed by at most 0.1 %, which is heard by nobody; from 5 ms on the pace is changed by 1 % until they are gone: 100 ms
/// take ten seconds. Beyond half a second the clock jumps, and where it stands anyway: at the start, and after it was dry. What was lost is
/// not jumped over, since everybody else is in the same place.
/// </remarks>
internal static class CommonSteering
{
    private const int MostTrim = 1_000;

    /// <summary>A third of the ten milliseconds that receivers side by side may differ is for knowing where the line is.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMilliseconds(5);

    /// <summary>Where changing the pace ends.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan FarOff = TimeSpan.FromMilliseconds(500);

    /// <summary>Less is not worth going on for: the next packet is missed at once.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private static readonly PlayRate Slow = new(990_000);

    private static readonly PlayRate Fast = new(1_010_000);

    /// <param name="ahead">How far the clock is ahead of where it should be; where it stands, how far it would be if it started.</param>
    public static PlayoutAction Decide(in JitterSnapshot snapshot, TimeSpan ahead) => snapshot.Current switch
    {
        // What is shown first is here, and its time has come.
        PlayoutVerb.Wait when (snapshot.MayStart || snapshot.IsLast) && ahead <= TimeSpan.Zero => Go(snapshot, ahead),
        PlayoutVerb.Wait => Still(PlayoutVerb.Wait),
        PlayoutVerb.Hold => MayGoOn(snapshot, ahead) ? Go(snapshot, ahead) : Still(PlayoutVerb.Hold),
        _ when snapshot is { IsLast: false } && snapshot.Held <= TimeSpan.Zero => Still(PlayoutVerb.Hold),
        _ => Go(snapshot, ahead),
    };

    /// <summary>There is something to show where everybody is by now; or enough to go on behind the others.</summary>
    private static bool MayGoOn(in JitterSnapshot snapshot, TimeSpan ahead) =>
        snapshot.IsLast || snapshot.Held + ahead >= Least || snapshot.Held >= snapshot.Target;

    private static PlayoutAction Go(in JitterSnapshot snapshot, TimeSpan ahead)
    {
        bool stands = snapshot.Current is PlayoutVerb.Wait || (snapshot.Current is PlayoutVerb.Hold && snapshot.Held + ahead >= Least);
        if (stands || ahead.Duration() > FarOff)
            return new(PlayoutVerb.Jump, PlayRate.Normal, 0);
        TimeSpan enough = snapshot.Current is PlayoutVerb.CatchUp or PlayoutVerb.SlowDown ? Settled : Tolerated;
        if (ahead > enough)
            return new(PlayoutVerb.SlowDown, Slow, 0);
        if (-ahead > enough)
            return new(PlayoutVerb.CatchUp, Fast, 0);
        return new(PlayoutVerb.Play, PlayRate.Normal, (int)Math.Clamp(-MostTrim * (ahead / Tolerated), -MostTrim, MostTrim));
    }

    private static PlayoutAction Still(PlayoutVerb verb) => new(verb, PlayRate.Normal, 0);
}
