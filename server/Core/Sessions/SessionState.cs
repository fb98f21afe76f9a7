namespace Streaming.Server.Sessions;

/// <summary>Where a session stands. RFC 2326 §A.2; recording, its fourth state, does not exist here.</summary>
public enum SessionState
{
    /// <summary>Nothing has been set up.</summary>
    Init,

    /// <summary>Streams are set up, nothing is being sent: before the first PLAY, after PAUSE, after the end of the film.</summary>
    Ready,

    /// <summary>Media leaves.</summary>
    Playing,
}
