namespace Streaming.Player.Sessions;

/// <summary>A title, or a channel, as the server describes it.</summary>
/// <param name="ControlUrl">Absolute, for PLAY and TEARDOWN of all streams together.</param>
/// <param name="Duration">Null where the server does not say, as for a live stream.</param>
public sealed record Presentation(string Name, string ControlUrl, TimeSpan? Duration, IReadOnlyList<OfferedTrack> Tracks)
{
    /// <summary>What there is to know of the channel; null: it is a title.</summary>
    public OfferedChannel? Channel { get; init; }
}
