namespace Streaming.Player.Receiving;

/// <summary>Why the receiver stopped waiting for packets.</summary>
public enum GapReason
{
    /// <summary>The wait for reordered packets is over.</summary>
    WaitedOut,

    /// <summary>Too many packets are held behind the gap.</summary>
    BufferFull,

    /// <summary>The stream has ended; nothing more can come.</summary>
    Ended,
}
