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

    public string Codec => Payload?.EncodingName ?? "unknown";
}
