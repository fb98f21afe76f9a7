namespace Streaming.Lab.Virtual;

/// <summary>Finds how little of a run is enough for it to fail.</summary>
public static class Prefix
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    /// <summary>The shortest prefix, in whole seconds, that fails though the one a second shorter does not.</summary>
    /// <remarks>By halving: some twelve runs for an hour, the longer half of them short. Where a run fails, recovers and fails again, it is
    /// one of these places. One second: it fails from the start.</remarks>
    /// <param name="whole">A length at which it fails.</param>
    /// <param name="fails">Whether a run of that length does; asked with lengths of at least a second.</param>
    public static TimeSpan Shortest(TimeSpan whole, Func<TimeSpan, bool> fails)
    {
        long good = 0, bad = (whole.Ticks + Grain.Ticks - 1) / Grain.Ticks;
        while (bad - good > 1)
        {
            long middle = good + ((bad - good) / 2);
            if (fails(Grain * middle))
                bad = middle;
            else
                good = middle;
        }

        return Grain * bad;
    }
}
