namespace Streaming.Player.Sessions;

/// <summary>Which of the streams offered a viewer wants.</summary>
public sealed record TrackPreference
{
    /// <summary>Everything that can be played: what a plain client gets.</summary>
    public static readonly TrackPreference Everything = new() { TakesAll = true };

    /// <summary>One picture, one sound, all texts, the slides: what a window shows and switches between.</summary>
    public static readonly TrackPreference Viewer = new();

    public bool TakesAll { get; init; }

    /// <summary>Languages of the sound, the dearest first, as RFC 5646 tags; empty: the one marked as default, else the first.</summary>
    public IReadOnlyList<string> Audio { get; init; } = [];
}
