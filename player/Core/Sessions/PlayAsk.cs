namespace Streaming.Player.Sessions;

/// <summary>What one PLAY asks for.</summary>
/// <param name="From">Where to; null: on from where it stands.</param>
/// <param name="Style">Null: as the server likes.</param>
/// <param name="Scale">Null: not named, which is 1.</param>
/// <param name="Speed">Likewise.</param>
internal sealed record PlayAsk(MediaTime? From, SeekDirection? Style = null, double? Scale = null, double? Speed = null)
{
    /// <summary>Why: what the viewer is told where it is refused.</summary>
    public ViewerCommand Cause { get; init; } = new ViewerCommand.Resume();
}
