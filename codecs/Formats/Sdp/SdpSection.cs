using System.Globalization;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Formats.Sdp;

/// <summary>What the session and each medium may say alike.</summary>
public abstract class SdpSection
{
    private const string SyncGroupWord = "sync-group=";

    /// <summary>Nobody waits a minute for what is sent now.</summary>
    private const int MostDelay = 60_000;

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

    /// <summary>How receivers of a group report, who are to send to its source alone: <c>rsi</c> where it summarises what they say,
    /// <c>reflection</c> where it passes that on; null where not said. RFC 5760 §10.1.</summary>
    public string? UnicastFeedback => Attributes["rtcp-unicast"]?.Trim();

    /// <summary>Whose presentation is to be in step, by number: 0 … 4 294 967 294; null where nobody's. RFC 7272 §10.</summary>
    public uint? SyncGroup =>
        Attributes["rtcp-idms"]?.Trim() is { } text && text.StartsWith(SyncGroupWord, StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(SyncGroupWord.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint group)
        && group != uint.MaxValue ? group : null;

    /// <summary>How long behind its sending everything of a channel is shown, by all receivers: attribute <c>x-delay</c>, in milliseconds;
    /// null where not said.</summary>
    public TimeSpan? PresentationDelay =>
        int.TryParse(Attributes["x-delay"], NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
        && milliseconds <= MostDelay ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>Frames per second; null where missing or malformed. RFC 8866 §6.11.</summary>
    public double? FrameRate =>
        double.TryParse(Attributes["framerate"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate)
        && rate is > 0 and < 10_000 ? rate : null;

    /// <summary>From whom its groups' media is to be taken. RFC 4570.</summary>
    public IEnumerable<SourceFilter> SourceFilters()
    {
        foreach (string value in Attributes.All("source-filter"))
        {
            if (SourceFilter.TryParse(value, out SourceFilter? filter))
                yield return filter;
        }
    }

    /// <summary>The <c>rtcp-idms</c> attribute of a group. RFC 7272 §10.</summary>
    public static string FormatSyncGroup(uint group) => string.Create(CultureInfo.InvariantCulture, $"{SyncGroupWord}{group}");

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
