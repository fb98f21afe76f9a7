namespace Streaming.Player.Desktop.Playing;

/// <summary>What a viewer asks of the player.</summary>
internal abstract record PlayerCommand
{
    private PlayerCommand()
    {
    }

    public sealed record Open(string Address) : PlayerCommand;

    public sealed record TogglePause : PlayerCommand;

    /// <summary>To a position; forward or back decides at which key picture it goes on, so that a step never ends where it began.</summary>
    public sealed record Seek(MediaTime To) : PlayerCommand;

    public sealed record SeekBy(TimeSpan Step) : PlayerCommand;

    /// <summary>The next faster or slower speed: 0.5, 0.75, 1, 1.25, 1.5, 2.</summary>
    public sealed record ChangeSpeed(bool IsFaster) : PlayerCommand;

    /// <summary>Trick play: the next scale in that direction; 1 goes on normally.</summary>
    public sealed record ChangeScale(double Scale) : PlayerCommand;

    /// <summary>Speed 1 and scale 1.</summary>
    public sealed record NormalSpeed : PlayerCommand;

    /// <summary>From 0 to 1.5.</summary>
    public sealed record SetVolume(double Volume) : PlayerCommand;

    public sealed record ToggleMute : PlayerCommand;

    public sealed record NextAudio : PlayerCommand;

    /// <summary>Round the languages and off.</summary>
    public sealed record NextText(bool IsBackwards) : PlayerCommand;

    public sealed record NextSecondText : PlayerCommand;

    /// <summary>Hides subtitles without turning their languages off.</summary>
    public sealed record ToggleText : PlayerCommand;

    /// <summary>Does what <see cref="PlayerTrouble.Remedy"/> says.</summary>
    public sealed record TakeRemedy : PlayerCommand;

    public sealed record Close : PlayerCommand;
}
