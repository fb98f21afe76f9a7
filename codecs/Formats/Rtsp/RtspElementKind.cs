namespace Streaming.Formats.Rtsp;

/// <summary>What may stand in an RTSP connection, in either direction.</summary>
public enum RtspElementKind
{
    None,
    Request,
    Response,
    Frame,
}
