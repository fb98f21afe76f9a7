namespace Streaming.Player.Sessions;

/// <summary>What a viewer asked of a session that lives.</summary>
public abstract record ViewerCommand
{
    private ViewerCommand()
    {
    }

    public sealed record Pause : ViewerCommand;

    public sealed record Resume : ViewerCommand;

    public sealed record Seek(MediaTime To, SeekDirection Direction) : ViewerCommand;

    /// <param name="Scale">1 plays, others run through the key pictures; negative ones backwards. RFC 2326 §12.34.</param>
    public sealed record ChangeScale(double Scale) : ViewerCommand;

    /// <param name="Speed">How fast it is delivered. RFC 2326 §12.35.</param>
    public sealed record ChangeSpeed(double Speed) : ViewerCommand;

    public sealed record ChooseAudio(OfferedTrack Track) : ViewerCommand;
}
