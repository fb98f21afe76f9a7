using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>What the session is to do about one lane of a channel. It does one at a time, and says what came of it.</summary>
/// <param name="Track">The lane.</param>
/// <param name="Why">For people and for the report: <c>no loss for 8 s</c>.</param>
public abstract record LayerVerb(OfferedTrack Track, string Why)
{
    /// <summary>Set up on the running session, then joined: <see cref="IChannelReception.Opened"/> or
    /// <see cref="IChannelReception.Refused"/> answers.</summary>
    public sealed record Join(OfferedTrack Track, string Why) : LayerVerb(Track, Why);

    /// <summary>The group is left at once, so that the network stops carrying it; then it is torn down.</summary>
    public sealed record Leave(OfferedTrack Track, string Why) : LayerVerb(Track, Why);
}
