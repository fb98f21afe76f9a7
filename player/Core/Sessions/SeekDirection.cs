namespace Streaming.Player.Sessions;

/// <summary>At which key picture playing goes on after a seek. RFC 7826 §18.47.</summary>
public enum SeekDirection
{
    /// <summary>The key picture at or before the position (<c>Seek-Style: RAP</c>): the right one for stepping back, and for a
    /// click.</summary>
    Backward,

    /// <summary>The next key picture at or after the position (<c>Seek-Style: Next</c>), so that a step forward never ends where it
    /// began.</summary>
    Forward,
}
