namespace Streaming.Player.Desktop.Memory;

/// <summary>Decides whether a film that is left is to go on there the next time.</summary>
internal static class ResumePolicy
{
    /// <summary>Who saw less has only looked in.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    /// <summary>Credits: a twentieth of the film, but no more than five minutes, and no less than what nobody comes back for.</summary>
    private static readonly TimeSpan LongestCredits = TimeSpan.FromMinutes(5);

    /// <returns>Where it is to go on; null: from the beginning.</returns>
    public static MediaTime? Decide(MediaTime left, TimeSpan? duration)
    {
        if (left < MediaTime.Zero + Least)
            return null;
        if (duration is not { } whole)
            return left;
        TimeSpan credits = whole / 20;
        credits = credits > LongestCredits ? LongestCredits : credits < Least ? Least : credits;
        return left < MediaTime.Zero + (whole - credits) ? left : null;
    }
}
