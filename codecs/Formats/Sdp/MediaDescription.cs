namespace Streaming.Formats.Sdp;

/// <summary>One simple stream of a session. RFC 8866 §5.14.</summary>
public sealed class MediaDescription : SdpSection
{
    /// <summary><c>video</c>, <c>audio</c>, <c>text</c>, <c>application</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>0 where RTSP will say; else of multicast.</summary>
    public int Port { get; init; }

    /// <summary>How many consecutive port pairs; 1 usually.</summary>
    public int PortCount { get; init; } = 1;

    public string Protocol { get; init; } = "RTP/AVP";

    /// <summary>Payload types where the protocol is RTP; best first.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The payload types among <see cref="Formats"/> that are described, by an rtpmap line or by RFC 3551.</summary>
    public IEnumerable<RtpMap> RtpMaps()
    {
        foreach (string format in Formats)
        {
            if (byte.TryParse(format, out byte type) && type < 128 && FindRtpMap(type) is { } map)
                yield return map;
        }
    }

    /// <summary>The rtpmap line of a type, else its static meaning, else null.</summary>
    public RtpMap? FindRtpMap(byte payloadType)
    {
        foreach (string value in Attributes.All("rtpmap"))
        {
            if (RtpMap.TryParse(value, out RtpMap? map) && map.PayloadType == payloadType)
                return map;
        }

        return RtpMap.Static(payloadType);
    }

    /// <summary>The format parameters of a type, without the type; empty where there are none. RFC 8866 §6.15.</summary>
    public string FormatParameters(byte payloadType)
    {
        string prefix = $"{payloadType} ";
        foreach (string value in Attributes.All("fmtp"))
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
                return value[prefix.Length..].Trim();
        }

        return "";
    }

    public override string ToString() => $"{Kind} {Port} {Protocol} {string.Join(' ', Formats)}";
}
