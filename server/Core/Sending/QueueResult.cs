namespace Streaming.Server.Sending;

/// <summary>What became of a packet offered to a queue.</summary>
public enum QueueResult
{
    Queued,

    /// <summary>The reader is too slow: the packet's access unit, or the rest of its group of pictures, is being left out.</summary>
    Dropped,

    /// <summary>The connection is gone.</summary>
    Closed,

    /// <summary>The film ended before the bytes its index promises.</summary>
    Unreadable,
}
