namespace Streaming.Player.Sessions;

/// <summary>What became of a lane of a channel.</summary>
public enum LaneFate
{
    Joined,
    Left,

    /// <summary>It was not to be had.</summary>
    Refused,
}
