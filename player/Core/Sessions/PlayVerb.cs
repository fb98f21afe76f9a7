namespace Streaming.Player.Sessions;

/// <summary>What a session with a viewer asks its server next.</summary>
internal enum PlayVerb
{
    Nothing,
    Play,
    Pause,
    ChangeSound,
}
