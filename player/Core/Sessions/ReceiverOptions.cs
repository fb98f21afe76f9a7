namespace Streaming.Player.Sessions;

/// <summary>How streams are received.</summary>
public sealed record ReceiverOptions
{
    /// <summary>How long a packet missing over UDP is waited for.</summary>
    public TimeSpan ReorderWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether all samples go into one hash, for a comparison as a whole: of what a receiver costs it is a quarter.</summary>
    public bool HashesSamples { get; init; } = true;

    /// <summary>Whether each sample's digest is kept, for a comparison with the film.</summary>
    public bool KeepsDigests { get; init; }
}
