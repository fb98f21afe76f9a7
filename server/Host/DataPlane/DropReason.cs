namespace Streaming.Server.Host.DataPlane;

/// <summary>Why a packet that was due did not reach the wire.</summary>
public enum DropReason
{
    /// <summary>The reader of an interleaved connection is too slow.</summary>
    QueueFull,

    /// <summary>The machine's own network queue stayed full.</summary>
    SocketFull,

    /// <summary>No route to the client, or forbidden.</summary>
    Unreachable,

    /// <summary>Larger than the way to the client lets through.</summary>
    TooLarge,

    /// <summary>The film ends before the bytes its index promises.</summary>
    FilmUnreadable,
}
