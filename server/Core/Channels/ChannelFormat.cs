namespace Streaming.Server.Channels;

/// <summary>In which form a channel leaves.</summary>
[Flags]
public enum ChannelFormat
{
    /// <summary>Each lane an RTP stream of its own.</summary>
    Lanes = 1,

    /// <summary>One picture and all sounds in an MPEG transport stream over RTP. RFC 2250.</summary>
    TransportStream = 2,

    Both = Lanes | TransportStream,
}
