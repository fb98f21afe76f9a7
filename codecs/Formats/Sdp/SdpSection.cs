using System.Globalization;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Formats.Sdp;

/// <summary>What the session and each medium may say alike.</summary>
public abstract class SdpSection
{
    /// <summary>The <c>i=</c> line: for people, the title of the session or of the stream.</summary>
    public string? Information { get; set; }

    /// <summary>Of a medium: null where the session's holds.</summary>
    public SdpConnection? Connection { get; set; }

    public IList<SdpBandwidth> Bandwidths { get; init; } = [];

    public SdpAttributes Attributes { get; init; } = [];

    /// <summary>The URL to control it by, absolute or relative; <c>*</c> is the description's own. RFC 2326 §C.1.1.</summary>
    public string? Control => Attributes["control"];

    /// <summary>RFC 2326 §C.1.5; null where missing or malformed.</summary>
    public RangeHeader? Range => RangeHeader.TryParse(Attributes["range"], out RangeHeader? range, out _) ? range : null;

    /// <summary>RFC 5646 tag.</summary>
    public string? Language => Attributes["lang"];

    /// <summary>RFC 4574.</summary>
    public string? Label => Attributes["label"];

    /// <summary>Frames per second; null where missing or malformed. RFC 8866 §6.11.</summary>
    public double? FrameRate =>
        double.TryParse(Attributes["framerate"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate)
        && rate is > 0 and < 10_000 ? rate : null;

    /// <summary>The number of an RTP header extension; null where it is not offered here. RFC 8285 §5.</summary>
    public int? ExtensionId(string uri)
    {
        foreach (string value in Attributes.All("extmap"))
        {
            if (ExtensionMap.TryParse(value, out ExtensionMap? map) && map.Uri == uri)
                return map.Id;
        }

        return null;
    }

    /// <summary>The first bandwidth of a type; see <see cref="SdpBandwidth"/>.</summary>
    public BitRate? Bandwidth(string type)
    {
        foreach (SdpBandwidth bandwidth in Bandwidths)
        {
            if (bandwidth.Type == type)
                return bandwidth.Rate;
        }

        return null;
    }
}
