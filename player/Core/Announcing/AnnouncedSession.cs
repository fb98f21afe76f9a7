namespace Streaming.Player.Announcing;

/// <summary>What is kept of one announcement.</summary>
/// <param name="Origin">The session it describes, whatever version of it: user, id and address. RFC 8866 §5.2.</param>
internal sealed record AnnouncedSession(HeardChannel Channel, string Origin)
{
    /// <summary>From the announcement before to this one; null for the first.</summary>
    public TimeSpan? Interval { get; init; }
}
