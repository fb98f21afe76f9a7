namespace Streaming.Player.Channels;

/// <summary>What a receiver does about its lane.</summary>
public enum LayerPhase
{
    /// <summary>It takes one, and waits until another may be tried.</summary>
    Settled,

    /// <summary>Another was asked for.</summary>
    Joining,

    /// <summary>Both come: is it too much?</summary>
    Trying,

    /// <summary>The other is wanted; the next key picture decides.</summary>
    Changing,
}
