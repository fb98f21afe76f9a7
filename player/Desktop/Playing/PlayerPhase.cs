namespace Streaming.Player.Desktop.Playing;

/// <summary>What the player is doing.</summary>
internal enum PlayerPhase
{
    /// <summary>Nothing is open.</summary>
    Idle,

    /// <summary>Connecting, asking, waiting for the first picture.</summary>
    Opening,
    Playing,
    Paused,

    /// <summary>Waiting for media that should be here.</summary>
    Stalled,

    /// <summary>The film is over; its last picture stands.</summary>
    Ended,

    /// <summary>It could not be played; see <see cref="PlayerView.Trouble"/>.</summary>
    Failed,
}
