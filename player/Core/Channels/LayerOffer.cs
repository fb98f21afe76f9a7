using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>One lane of a picture that goes out in several versions at once.</summary>
/// <param name="Rate">What it takes on the wire, with its share of parity and resends.</param>
public readonly record struct LayerOffer(OfferedTrack Track, BitRate Rate);
