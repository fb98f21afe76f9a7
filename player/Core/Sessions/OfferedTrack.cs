using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Player.Sessions;

/// <summary>A simple stream as the server describes it.</summary>
public sealed record OfferedTrack
{
    /// <summary>Its place in the description, from 0.</summary>
    public required int Number { get; init; }

    public required TrackKind Kind { get; init; }

    /// <summary>Absolute, for SETUP.</summary>
    public required string ControlUrl { get; init; }

    /// <summary>Null for a payload type that nothing describes.</summary>
    public PayloadDescription? Payload { get; init; }

    /// <summary>Whether this player can put its samples together.</summary>
    public bool IsPlayable { get; init; }

    /// <summary>RFC 5646 tag; <c>und</c> where the server does not say.</summary>
    public string Language { get; init; } = "und";

    public string Label { get; init; } = "";

    /// <summary>What the server says it takes on the wire; null where it does not.</summary>
    public BitRate? Rate { get; init; }

    /// <summary>Frames per second; null where the server does not say.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Clockwise, in degrees, to show the picture upright: 0, 90, 180 or 270.</summary>
    public int Rotation { get; init; }

    /// <summary>Of the streams of its kind, the one to begin with.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Width and height of the picture as it is coded; null where the server does not say.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>The number of the header extension that carries the time of day; null where it is not offered. RFC 6051 §3.3.</summary>
    public int? SyncExtension { get; init; }

    /// <summary>The server takes requests for a key picture. RFC 4585 §6.3.1.</summary>
    public bool TakesPictureLoss { get; init; }

    /// <summary>The stream of parity offered for it; null: none.</summary>
    public OfferedParity? Parity { get; init; }

    /// <summary>Whether and how missing packets of it are sent again; null: they are not.</summary>
    public OfferedResend? Resend { get; init; }

    /// <summary>Which of several versions of the same picture it is; null: the only one. Attribute <c>rendition</c>.</summary>
    public string? Rendition { get; init; }

    /// <summary>The group it goes to; null: it comes to whoever sets it up.</summary>
    public OfferedGroup? Group { get; init; }

    /// <summary>A lane of a picture that goes out in several versions at once: of these one is shown.</summary>
    public bool IsLayer => Group is not null && Rendition is not null && Kind == TrackKind.Video;

    public int Channels => Payload?.Channels ?? 0;

    public string Codec => Payload?.EncodingName ?? "unknown";
}
