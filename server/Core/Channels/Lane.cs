using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Channels;

/// <summary>One stream of a channel, to which receivers subscribe by itself: a rendition of the picture, or a language.</summary>
/// <param name="Number">1 for the first: <c>trackID=1</c>, and its parity <c>parityID=1</c>.</param>
/// <param name="Track">Of the title that the channel was made by: its coding, clock and configuration hold for all others.</param>
/// <param name="Payload">How a description names it.</param>
/// <param name="Group">Where it goes.</param>
public sealed record Lane(int Number, Track Track, PayloadDescription Payload, GroupAddress Group)
{
    /// <summary>Where its parity goes; null: it has none.</summary>
    public GroupAddress? Parity { get; init; }

    /// <summary>What it asks of a network at most, whichever title it sends, without its parity; its reports are part of it.</summary>
    public required TrafficSpec Traffic { get; init; }

    /// <summary>What its parity asks for beyond that; null: it has none.</summary>
    public TrafficSpec? ParityTraffic { get; init; }

    public TrackKind Kind => Track.Kind;

    /// <summary>Of a picture; empty for others.</summary>
    public string Rendition => Track.Rendition;

    public string Language => Track.Language;
}
