namespace Streaming.Player.Sound;

/// <summary>When sound is spliced to follow the clock, and how far.</summary>
/// <remarks>
/// At a pace of its own the sound drifts from the clock by what the pace says, and is put back by a splice to about as far on the other
/// side, so that it stays within 5 ms of the viewer's time. At normal pace resampling follows, and only what it would take seconds to
/// catch up with is spliced. The clock is followed by whichever is heard least.
/// </remarks>
/// <param name="rate">Hertz.</param>
internal sealed class PacePolicy(int rate)
{
    /// <summary>Up to here a change of pace is a change of pitch that nobody hears: 0.2 %, a thirtieth of a semitone.</summary>
    public const double Unheard = 0.002;

    private readonly double _millisecond = rate / 1_000.0;

    public static bool Stretches(double pace) => Math.Abs(pace - 1) > Unheard;

    public PaceDecision Decide(in PaceSnapshot now)
    {
        const double jump = 80;
        if (Math.Abs(now.Error) > jump * _millisecond)
            return new(PaceVerb.Jump);
        if (now.IsFading)
            return new(PaceVerb.Follow);
        return Stretches(now.Pace) ? AtPace(now.Error / _millisecond, now.Pace) : AtNormal(now.Error / _millisecond);
    }

    /// <param name="error">Milliseconds.</param>
    private PaceDecision AtNormal(double error)
    {
        const double most = 5, spread = 3;
        double distance = Math.Abs(error);
        return distance <= most ? new(PaceVerb.Follow)
            : Lags(PaceVerb.Splice, Math.Sign(error), distance - spread, distance + spread, distance + spread);
    }

    private PaceDecision AtPace(double error, double pace)
    {
        // 4.6 ms of the viewer's time is 9.2 of a film at double speed. Slower than the film there is less of it, but a splice must be
        // able to hold a period.
        const double side = 4.6, mostSlow = 1.6, fade = 10, eager = 0.7, astray = 8;
        double most = side * (pace > 1 ? pace : Math.Min(1 / pace, mostSlow));
        int direction = Math.Sign(pace - 1);
        double behind = (error * direction) + (fade * Math.Abs(pace - 1) / 2);
        if (behind < -most - astray)
            return AtNormal(error);
        if (behind < eager * most)
            return new(PaceVerb.Follow);
        PaceVerb verb = behind < most ? PaceVerb.Try : PaceVerb.Splice;
        return Lags(verb, direction, behind, behind + most, behind + (1.7 * most));
    }

    private PaceDecision Lags(PaceVerb verb, int direction, double near, double far, double widest)
    {
        const double shortest = 1, longest = 20, room = 8;
        near = Math.Clamp(near, shortest, longest - room);
        far = Math.Clamp(far, near + shortest, longest);
        widest = Math.Clamp(widest, far, longest);
        return new(verb, Frames(near) * direction, Frames(far) * direction, Frames(widest) * direction);
    }

    private int Frames(double milliseconds) => (int)Math.Round(milliseconds * _millisecond);
}
