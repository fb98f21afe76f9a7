namespace Streaming.Player.Desktop.Output;

/// <summary>One stream of an offer. Null: the server does not say.</summary>
internal sealed record OfferedStream(
    int Number, string Kind, string Codec, int? ClockHz, int? Channels, string Language, string Label, long? RateBitsPerSecond,
    double? FramesPerSecond, string Parameters, string Control, bool Playable);
