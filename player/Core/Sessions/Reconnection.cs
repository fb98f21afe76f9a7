namespace Streaming.Player.Sessions;

/// <summary>Decides whether a session that ended badly is tried again by itself.</summary>
/// <remarks>Only one that had played: what never began is the viewer's to judge. A server that was restarted is soon back.</remarks>
public static class Reconnection
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>Who has played so long is on good terms again: attempts are counted anew.</summary>
    public static readonly TimeSpan Recovered = TimeSpan.FromSeconds(10);

    private const int SessionNotFound = 454;

    /// <param name="attempts">Made since it last played well.</param>
    /// <returns>How long to wait before trying again; null: leave it.</returns>
    public static TimeSpan? Decide(SessionOutcome.Failed failed, bool hasPlayed, int attempts)
    {
        bool isPassing = failed.Kind is FailureKind.Disconnected or FailureKind.WentSilent or FailureKind.NoAnswer
            || failed is { Kind: FailureKind.Refused, Status: SessionNotFound };
        return hasPlayed && isPassing && attempts < Waits.Length ? Waits[attempts] : null;
    }
}
