namespace Streaming.Player.Sessions;

/// <summary>A way for media to come. What does not work gives way to the next.</summary>
public enum MediaWay
{
    /// <summary>To groups that are joined: it leaves the server once, for everybody.</summary>
    Multicast,

    /// <summary>In datagrams to us alone.</summary>
    Udp,

    /// <summary>Inside the RTSP connection.</summary>
    Tcp,
}
