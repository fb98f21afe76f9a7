using Streaming.Formats.Fec;

namespace Streaming.Player.Repair;

/// <summary>Decides whether a missing packet is asked for. Pure: <see cref="StreamRepair"/> obeys.</summary>
/// <remarks>
/// Asking costs the sender's small share for it, so nothing is asked for that comes by itself: not what was overtaken, not what parity
/// brings while the sender remembers it; and nothing that cannot be here in time. Whoever has asked three times in vain asks a network that
/// carries nothing.
/// </remarks>
internal static class ResendPolicy
{
    public const int MostAsks = 3;

    /// <summary>Parity says nothing when it can no more: it is looked at again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    public static ResendVerb Decide(in ResendSnapshot snapshot, Instant now)
    {
        if (snapshot.Asked >= MostAsks || now + snapshot.RoundTrip > snapshot.NeededBy || now > snapshot.KeptUntil)
            return ResendVerb.GiveUp;
        bool isLeftToParity = snapshot.Prospect == FecProspect.Pending && now < LastCall(snapshot);
        return now >= NotBefore(snapshot) && !isLeftToParity ? ResendVerb.Ask : ResendVerb.Wait;
    }

    /// <summary>When <see cref="ResendVerb.Wait"/> may become something else.</summary>
    public static Instant NextDecision(in ResendSnapshot snapshot, Instant now) =>
        Instant.Max(NotBefore(snapshot), snapshot.Prospect == FecProspect.Pending ? now + LookAgain : now);

    /// <summary>Parity may take longer than the sender remembers: by then there is time for a request, and another if that is
    /// lost.</summary>
    private static Instant LastCall(in ResendSnapshot snapshot) =>
        snapshot.KeptUntil == Instant.Never ? Instant.Never : snapshot.KeptUntil - snapshot.RoundTrip - snapshot.Retry;

    private static Instant NotBefore(in ResendSnapshot snapshot) =>
        snapshot.Asked == 0 ? snapshot.Since + snapshot.Overtaken : snapshot.AskedAt + snapshot.Retry;
}
