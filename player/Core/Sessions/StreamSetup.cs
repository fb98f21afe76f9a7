using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>How one stream will come, as client and server have agreed.</summary>
/// <param name="Channels">The channels in the RTSP connection; null over UDP.</param>
/// <param name="ServerPorts">Where the server sends from and listens for reports; null where it did not say.</param>
/// <param name="Source">The address the media comes from, where the server named one.</param>
/// <param name="Ssrc">Who will send, where the server named it.</param>
public sealed record StreamSetup(OfferedTrack Track, PortPair? Channels, PortPair? ServerPorts, string? Source, Ssrc? Ssrc)
{
    public bool IsTcp => Channels is not null;

    /// <summary>The group that is joined for it; null: it comes to us alone.</summary>
    public OfferedGroup? Group { get; init; }

    public bool IsMulticast => Group is not null;

    /// <summary>A channel's: what it sent before we listened may come in front of it.</summary>
    public bool IsOfChannel { get; init; }

    /// <summary>The group to which receivers report, so that they hear each other; null: they report to the server alone.</summary>
    public OfferedGroup? ReportsTo { get; init; }

    /// <summary>The stream of parity that protects it; null: none does.</summary>
    public ParitySetup? Parity { get; init; }

    /// <summary>How what is missing can be asked for; null: it cannot. A connection loses nothing.</summary>
    public OfferedResend? Resend => IsTcp ? null : Track.Resend;
}
