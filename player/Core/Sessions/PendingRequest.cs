namespace Streaming.Player.Sessions;

/// <summary>A request that has not been answered yet.</summary>
/// <param name="IsKeepAlive">Sent to stay, or to tidy up, not to learn: its answer matters little.</param>
/// <param name="Wish">The contract it asks for while playing; null where it asks for none.</param>
internal sealed record PendingRequest(int CSeq, string Method, bool IsKeepAlive, ContractWish? Wish, Instant Sent)
{
    /// <summary>The track it sets up; null for other requests.</summary>
    public OfferedTrack? Track { get; init; }

    /// <summary>It sets up the parity of the track, not the track itself.</summary>
    public bool IsParity { get; init; }
}
