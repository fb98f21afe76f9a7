namespace Streaming.Server.Sending;

/// <summary>What a session is doing.</summary>
public enum SendState
{
    /// <summary>Waiting for a <see cref="SendSession.Prepare(in PlayWish, Instant)"/>.</summary>
    Idle,

    /// <summary>Prepared; the first call of <see cref="SendSession.Emit"/> begins.</summary>
    Ready,
    Running,

    /// <summary>The range is sent, the BYE included; <see cref="SendSession.Prepare(in PlayWish, Instant)"/> starts again.</summary>
    Ended,
}
