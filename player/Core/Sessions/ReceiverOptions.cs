namespace Streaming.Player.Sessions;

/// <summary>How streams are received.</summary>
public sealed record ReceiverOptions
{
    /// <summary>How long a packet missing over UDP is waited for.</summary>
    public TimeSpan ReorderWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether each sample's digest is kept, for a comparison with the film.</summary>
    public bool KeepsDigests { get; init; }
}
