namespace Streaming.Formats.Sdp;

/// <summary>A session description: what is offered, in which streams. RFC 8866 (RFC 4566), and RFC 2326 appendix C for its use with
/// RTSP.</summary>
/// <remarks>Lines this type has no place for (e-mail, telephone, repeat times, keys) are read over.</remarks>
public sealed class SessionDescription : SdpSection
{
    /// <summary>Null where missing or malformed.</summary>
    public SdpOrigin? Origin { get; set; }

    /// <summary>The <c>s=</c> line; <c>-</c> is written where it is empty.</summary>
    public string Name { get; set; } = "";

    public string? Uri { get; set; }

    /// <summary>One open time is written where there is none.</summary>
    public IList<SdpTiming> Timings { get; init; } = [];

    public IList<MediaDescription> Media { get; init; } = [];

    /// <summary>The groups of that meaning; see <see cref="SdpGroup"/>.</summary>
    public IEnumerable<SdpGroup> Groups(string semantics)
    {
        foreach (string value in Attributes.All("group"))
        {
            if (SdpGroup.TryParse(value, out SdpGroup? group) && group.Semantics == semantics)
                yield return group;
        }
    }
}
