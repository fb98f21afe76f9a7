using System.Globalization;
using Streaming.Formats.Media;

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

    /// <summary>Degrees by which the picture is to be turned clockwise before it is shown: 0, 90, 180 or 270. Attribute
    /// <c>x-rotation</c>.</summary>
    /// <remarks>Our own word: 3GPP's coordination of video orientation (TS 26.114 §7.4.5) says it packet by packet, for cameras that turn
    /// while they film; a stored film is turned once.</remarks>
    public int Rotation => Attributes["x-rotation"]?.Trim() switch
    {
        "90" => 90,
        "180" => 180,
        "270" => 270,
        _ => 0,
    };

    /// <summary>The flag <c>x-default</c>: of the streams of its kind the one to begin with.</summary>
    public bool IsDefault => Attributes.Contains("x-default");

    /// <summary>The stream is a show of slides: attribute <c>content</c>. RFC 4796 §5.</summary>
    public bool IsSlides =>
        Attributes["content"]?.Split(',', StringSplitOptions.TrimEntries).Contains("slides", StringComparer.OrdinalIgnoreCase) == true;

    /// <summary>Width and height of the picture as it is coded, not turned; null where not said. 3GPP TS 26.234 §5.3.3.2.</summary>
    public PictureSize? FrameSize
    {
        get
        {
            // "96 1280-720": behind the payload type.
            string[] words = Attributes["framesize"]?.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length == 3 && ushort.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort width)
                && ushort.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out ushort height)
                && width > 0 && height > 0 ? new(width, height) : null;
        }
    }

    /// <summary>Whether its receivers may ask for a key picture (<see cref="Rtcp.PictureLoss"/>). RFC 4585 §4.2.</summary>
    public bool TakesPictureLoss => Attributes.All("rtcp-fb").Any(static value =>
        value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "nack", "pli", ..]);

    /// <summary>By what name groups speak of it; null where they cannot. RFC 5888 §4.</summary>
    public string? Mid => Attributes["mid"]?.Trim() is { Length: > 0 } mid ? mid : null;

    /// <summary>Whether receivers may say which packets of that type are missing (<c>nack</c> alone). RFC 4585 §4.2.</summary>
    public bool TakesNack(byte payloadType) => Attributes.All("rtcp-fb").Any(value =>
        value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [string type, "nack"]
        && (type == "*"
            || (byte.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) && number == payloadType)));

    /// <summary>The payload type that packets of <paramref name="payloadType"/> are sent again with, and what is said of it; null where
    /// they are not. RFC 4588 §8.6.</summary>
    public (byte PayloadType, ResendFormat Format)? FindResend(byte payloadType)
    {
        foreach (RtpMap map in RtpMaps())
        {
            if (map.EncodingName.Equals(ResendFormat.EncodingName, StringComparison.OrdinalIgnoreCase)
                && ResendFormat.TryParse(FormatParameters(map.PayloadType), out ResendFormat? format)
                && format.PayloadType == payloadType && map.PayloadType != payloadType)
                return (map.PayloadType, format);
        }

        return null;
    }

    /// <summary>The payload type of its parity packets, and what is said of them; null where it has none. RFC 8627 §5.1.</summary>
    public (byte PayloadType, ParityFormat Format)? FindParity()
    {
        foreach (RtpMap map in RtpMaps())
        {
            if (map.EncodingName.Equals(ParityFormat.EncodingName, StringComparison.OrdinalIgnoreCase)
                && ParityFormat.TryParse(FormatParameters(map.PayloadType), out ParityFormat? format))
                return (map.PayloadType, format);
        }

        return null;
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
