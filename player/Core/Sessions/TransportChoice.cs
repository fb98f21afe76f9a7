namespace Streaming.Player.Sessions;

/// <summary>How the media shall come.</summary>
public enum TransportChoice
{
    /// <summary>A channel by multicast, a title by UDP; over UDP, and at last over the connection, where that is refused or nothing
    /// arrives.</summary>
    Auto,

    /// <summary>To groups; only channels come so.</summary>
    Multicast,
    Udp,

    /// <summary>Interleaved in the RTSP connection. RFC 2326 §10.12.</summary>
    Tcp,
}
