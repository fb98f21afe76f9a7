namespace Streaming.Player.Sessions;

/// <summary>How the media shall come.</summary>
public enum TransportChoice
{
    /// <summary>UDP; over the connection where that is refused or nothing arrives.</summary>
    Auto,
    Udp,

    /// <summary>Interleaved in the RTSP connection. RFC 2326 §10.12.</summary>
    Tcp,
}
